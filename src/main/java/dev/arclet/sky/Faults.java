package dev.arclet.sky;

/**
 * What the instrument and the sky between do to stamps: edges without data, cosmic rays, bad columns, hot pixels, trails
 * of satellites. All work in place.
 */
final class Faults {
    /** How far from the middle a detected fault may be, pixels. */
    private static final double NEAR = 2;

    private Faults() {}

    /** Takes away some rows or columns at one border, as where a detector ends. */
    static void edge(float[] pixels, int side, Draw draw) {
        int depth = draw.whole(1, side / 3);
        int border = draw.whole(0, 3);
        for (int i = 0; i < side; i++) {
            for (int j = 0; j < depth; j++) {
                int inner = border % 2 == 0 ? j : side - 1 - j;
                pixels[border < 2 ? inner * side + i : i * side + inner] = Float.NaN;
            }
        }
    }

    /** A short straight track of charge. */
    static void cosmicRay(float[] pixels, int side, double sigma, Draw draw) {
        double x = draw.uniform(0.25, 0.75) * side;
        double y = draw.uniform(0.25, 0.75) * side;
        cosmicRay(pixels, side, sigma, new double[] {x, y}, draw);
    }

    /** One that starts at a place {column, row}. */
    private static void cosmicRay(float[] pixels, int side, double sigma, double[] from, Draw draw) {
        double direction = draw.angle();
        double length = draw.logUniform(1, 15);
        double charge = sigma * draw.logUniform(15, 300);
        for (double along = 0; along < length; along += 0.5) {
            int column = (int) Math.round(from[0] + along * Math.cos(direction));
            int row = (int) Math.round(from[1] + along * Math.sin(direction));
            if (column >= 0 && column < side && row >= 0 && row < side) {
                pixels[row * side + column] += (float) (charge * draw.uniform(0.4, 1));
            }
        }
    }

    /** A column or row whose level is wrong. */
    static void badColumn(float[] pixels, int side, double sigma, Draw draw) {
        badColumn(pixels, side, sigma, draw.whole(0, side - 1), draw);
    }

    private static void badColumn(float[] pixels, int side, double sigma, int at, Draw draw) {
        boolean column = draw.chance(0.7);
        double offset = sigma * draw.logUniform(2, 30) * (draw.chance(0.5) ? 1 : -1);
        for (int i = 0; i < side; i++) {
            pixels[column ? i * side + at : at * side + i] += (float) offset;
        }
    }

    /** A few single pixels that are far too bright. */
    static void hotPixels(float[] pixels, double sigma, Draw draw) {
        int count = draw.whole(1, 4);
        for (int i = 0; i < count; i++) {
            pixels[draw.whole(0, pixels.length - 1)] += (float) (sigma * draw.logUniform(10, 100));
        }
    }

    /** A satellite's trail from border to border, as wide as the seeing. */
    static void trail(float[] pixels, int side, double sigma, Draw draw) {
        double direction = draw.angle();
        trail(pixels, side, sigma, direction, draw.uniform(-0.35, 0.35) * side, draw);
    }

    /** One that passes the middle at a distance in pixels. */
    private static void trail(float[] pixels, int side, double sigma, double direction, double miss, Draw draw) {
        double cos = Math.cos(direction);
        double sin = Math.sin(direction);
        // Satellites are a little out of focus.
        double width = draw.uniform(1.6, 3.5);
        double level = sigma * draw.logUniform(2, 60);
        double middle = (side - 1) / 2.0;
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                double across = (cos * (row - middle) - sin * (column - middle) - miss) / width;
                pixels[row * side + column] += (float) (level * Math.exp(-0.5 * across * across));
            }
        }
    }

    /** What a template suffers now and then, whatever it shows; outlier rejection has left the fainter faults. */
    static void ofTemplate(float[] pixels, int side, double sigma, Draw draw) {
        if (draw.chance(0.03)) {
            edge(pixels, side, draw);
        }
        if (draw.chance(0.01)) {
            badColumn(pixels, side, sigma, draw);
        }
        if (draw.chance(0.01)) {
            hotPixels(pixels, sigma, draw);
        }
        if (draw.chance(0.004)) {
            trail(pixels, side, sigma, draw);
        }
        if (draw.chance(0.005)) {
            cosmicRay(pixels, side, sigma, draw);
        }
    }

    /** What one visit suffers now and then; the difference inherits it from the science image. */
    static void ofVisit(float[] science, float[] difference, int side, double sigma, Draw draw) {
        float[] fault = new float[science.length];
        if (draw.chance(0.01)) {
            trail(fault, side, sigma, draw);
        }
        if (draw.chance(0.015)) {
            cosmicRay(fault, side, sigma, draw);
        }
        if (draw.chance(0.005)) {
            badColumn(fault, side, sigma, draw);
        }
        add(fault, science);
        add(fault, difference);
    }

    private static void add(float[] fault, float[] pixels) {
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] += fault[i];
        }
    }

    /** What a visit detected and is no light on the sky: a fault in the middle of it and of its difference. */
    static void detectedInVisit(float[] science, float[] difference, int side, double sigma, Draw draw) {
        float[] fault = new float[science.length];
        inTheMiddle(fault, side, sigma, draw);
        add(fault, science);
        add(fault, difference);
    }

    /** What every visit detects, as it is in the template and subtracted from the visit. */
    static void detectedInTemplate(float[] template, float[] difference, int side, double sigma, Draw draw) {
        float[] fault = new float[template.length];
        inTheMiddle(fault, side, sigma, draw);
        add(fault, template);
        for (int i = 0; i < fault.length; i++) {
            difference[i] -= fault[i];
        }
    }

    /** One fault for certain, within two pixels of the middle, where an alert would point. */
    static void inTheMiddle(float[] pixels, int side, double sigma, Draw draw) {
        switch (draw.whole(0, 3)) {
            case 0 -> {
                double[] from = {nearMiddle(side, draw), nearMiddle(side, draw)};
                cosmicRay(pixels, side, sigma, from, draw);
            }
            case 1 -> badColumn(pixels, side, sigma, (int) Math.round(nearMiddle(side, draw)), draw);
            case 2 -> trail(pixels, side, sigma, draw.angle(), draw.uniform(-NEAR, NEAR), draw);
            default -> {
                int count = draw.whole(1, 4);
                for (int i = 0; i < count; i++) {
                    int column = (int) Math.round(nearMiddle(side, draw));
                    int row = (int) Math.round(nearMiddle(side, draw));
                    pixels[row * side + column] += (float) (sigma * draw.logUniform(10, 100));
                }
            }
        }
    }

    private static double nearMiddle(int side, Draw draw) {
        return (side - 1) / 2.0 + draw.uniform(-NEAR, NEAR);
    }
}

package dev.arclet.sky;

/**
 * What the instrument and the sky between do to stamps: edges without data, cosmic rays, bad columns, hot pixels, trails
 * of satellites. All work in place.
 */
final class Faults {
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
        double direction = draw.angle();
        double length = draw.logUniform(1, 15);
        double charge = sigma * draw.logUniform(15, 300);
        for (double along = 0; along < length; along += 0.5) {
            int column = (int) Math.round(x + along * Math.cos(direction));
            int row = (int) Math.round(y + along * Math.sin(direction));
            if (column >= 0 && column < side && row >= 0 && row < side) {
                pixels[row * side + column] += (float) (charge * draw.uniform(0.4, 1));
            }
        }
    }

    /** A column or row whose level is wrong. */
    static void badColumn(float[] pixels, int side, double sigma, Draw draw) {
        int at = draw.whole(0, side - 1);
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
        double cos = Math.cos(direction);
        double sin = Math.sin(direction);
        // Past the middle at some distance; satellites are a little out of focus.
        double miss = draw.uniform(-0.35, 0.35) * side;
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

    /** One fault for certain, that could pass for a detection. */
    static void inTheMiddle(float[] pixels, int side, double sigma, Draw draw) {
        switch (draw.whole(0, 3)) {
            case 0 -> cosmicRay(pixels, side, sigma, draw);
            case 1 -> badColumn(pixels, side, sigma, draw);
            case 2 -> trail(pixels, side, sigma, draw);
            default -> hotPixels(pixels, sigma, draw);
        }
    }

    /** The same fault for certain in a visit and in its difference. */
    static void inTheMiddle(float[] science, float[] difference, int side, double sigma, Draw draw) {
        float[] fault = new float[science.length];
        inTheMiddle(fault, side, sigma, draw);
        add(fault, science);
        add(fault, difference);
    }
}

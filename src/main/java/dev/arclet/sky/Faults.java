package dev.arclet.sky;

/** What the instrument does to stamps: edges without data, cosmic rays, bad columns, hot pixels. All work in place. */
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

    /** What a template suffers now and then. */
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
    }

    /** One fault for certain, that could pass for a detection. */
    static void inTheMiddle(float[] pixels, int side, double sigma, Draw draw) {
        switch (draw.whole(0, 2)) {
            case 0 -> cosmicRay(pixels, side, sigma, draw);
            case 1 -> badColumn(pixels, side, sigma, draw);
            default -> hotPixels(pixels, sigma, draw);
        }
    }
}

package dev.arclet.sky;

/**
 * What the atmosphere and the pixels do to an image before it is sampled, as a real transfer function: a Moffat
 * seeing disc times the square of a camera pixel, which is turned against the sky by the visit's rotation. It also
 * takes out the canvas's own cell.
 *
 * @param seeing the point-spread function
 * @param rotation of the camera's pixels on the sky, radians
 */
record Blur(Moffat seeing, double rotation) {
    private static final double WAVE = 2 * Math.PI / (Canvas.SIDE * Canvas.STEP);

    /** The transfer at whole numbers of waves across the canvas. */
    double transfer(int wavesX, int wavesY, double cos, double sin) {
        double kx = WAVE * wavesX;
        double ky = WAVE * wavesY;
        double seen = seeing.transfer(Math.sqrt(kx * kx + ky * ky));
        if (seen < 3e-5) {
            return 0;
        }
        double half = LsstBand.PIXEL / 2;
        double pixel = sinc(half * (cos * kx + sin * ky)) * sinc(half * (cos * ky - sin * kx));
        double cell = sinc(Canvas.STEP / 2 * kx) * sinc(Canvas.STEP / 2 * ky);
        return seen * pixel / cell;
    }

    /** {@code sin(v)/v} by its series: the arguments stay below 2.3, where six terms give 1e-5. */
    private static double sinc(double v) {
        double s = v * v;
        return 1 - s / 6 * (1 - s / 20 * (1 - s / 42 * (1 - s / 72 * (1 - s / 110 * (1 - s / 156)))));
    }
}

package dev.arclet.sky;

/**
 * What the atmosphere and the pixels do to an image before it is sampled, as a real transfer function: a seeing disc
 * times the square of a camera pixel, which is turned against the sky by the visit's rotation.
 *
 * @param seeing the point-spread function on the sky
 * @param rotation of the camera's pixels on the sky, radians
 */
record Blur(Moffat seeing, double rotation) {
    /** The transfer at angular wave numbers towards east and north, radians per arcsec. */
    double transfer(double kx, double ky, double cos, double sin) {
        double seen = seeing.transfer(kx, ky);
        if (seen < 3e-5) {
            return 0;
        }
        double half = LsstBand.PIXEL / 2;
        return seen * sinc(half * (cos * kx + sin * ky)) * sinc(half * (cos * ky - sin * kx));
    }

    /** The seeing's largest transfer at an angular wave number, over all directions. */
    double largestTransfer(double waveNumber) {
        return Math.max(seeing.transfer(waveNumber, 0), seeing.transfer(0, waveNumber));
    }

    /** {@code sin(v)/v} by its series: to 1e-5 up to 3.1, beyond which no seeing leaves anything. */
    private static double sinc(double v) {
        double s = v * v;
        double series = 1 / 6_227_020_800.0;
        series = series * s - 1 / 39_916_800.0;
        series = series * s + 1 / 362_880.0;
        series = series * s - 1 / 5_040.0;
        series = series * s + 1 / 120.0;
        series = series * s - 1 / 6.0;
        return series * s + 1;
    }
}

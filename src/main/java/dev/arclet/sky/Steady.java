package dev.arclet.sky;

/**
 * Light that the template has not and that keeps its brightness over a night: something that passes through.
 *
 * @param label what it is
 * @param constant nJy by band
 */
record Steady(String label, double[] constant) implements LightCurve {
    /** No light at all: what is detected is not on the sky. */
    static final Steady DARK = new Steady("none", new double[LsstBand.values().length]);

    @Override
    public double[] flux(double day) {
        return constant.clone();
    }
}

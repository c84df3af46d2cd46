package dev.arclet.sky;

/**
 * A star that has flared up and fades exponentially: a dwarf nova, or a flare of a cool star.
 *
 * @param start when it flared, day
 * @param decay days in which it fades by e
 * @param peak nJy by band
 */
record Outburst(double start, double decay, double[] peak) implements LightCurve {
    @Override
    public double[] flux(double day) {
        double share = day < start ? 0 : Math.exp(-(day - start) / decay);
        return Changes.scaled(peak, share);
    }

    @Override
    public String label() {
        return "outburst";
    }
}

package dev.arclet.sky;

/** AB magnitudes and nanojansky. */
final class Magnitudes {
    /** AB magnitude of a flux of 1 nJy. */
    static final double ZERO_POINT = 31.4;

    private Magnitudes() {}

    /** Flux in nJy of an AB magnitude. */
    static double flux(double magnitude) {
        return Math.pow(10, 0.4 * (ZERO_POINT - magnitude));
    }

    /** AB magnitude of a flux in nJy; NaN for a flux that is not positive. */
    static double magnitude(double flux) {
        return flux > 0 ? ZERO_POINT - 2.5 * Math.log10(flux) : Double.NaN;
    }
}

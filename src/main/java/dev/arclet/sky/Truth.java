package dev.arclet.sky;

/**
 * What the simulator knows and the network has to find out; numbers that do not apply are NaN.
 *
 * @param kind of scene
 * @param einsteinRadius arcsec
 * @param magnification lensed over unlensed flux of the source
 * @param lensRedshift of the lens, or of the main galaxy of a scene without one
 * @param sourceRedshift of the lensed source
 * @param images point images of the source's centre, 0 without a lens
 * @param arcPixels pixels over which the lensed source stands out of the noise
 */
public record Truth(
        Kind kind,
        double einsteinRadius,
        double magnification,
        double lensRedshift,
        double sourceRedshift,
        int images,
        int arcPixels) {
    /** A scene without a lens. */
    public static Truth of(Kind kind, double redshift) {
        return new Truth(kind, Double.NaN, Double.NaN, redshift, Double.NaN, 0, 0);
    }

    /** Whether this is a strong lens. */
    public boolean lens() {
        return kind == Kind.LENS;
    }
}

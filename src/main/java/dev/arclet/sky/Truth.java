package dev.arclet.sky;

import java.util.List;

/**
 * What the simulator knows and the network has to find out; numbers that do not apply are NaN.
 *
 * @param kind of scene
 * @param einsteinRadius arcsec
 * @param magnification lensed over unlensed flux of the source
 * @param lensRedshift of the lens, or of the main galaxy of a scene without one
 * @param sourceRedshift of the lensed source
 * @param arcPixels pixels over which the lensed source stands out of the noise
 * @param arcSignalToNoise of the lensed source in all pixels together, in the band where it is best, by the label
 *     rule's own measure
 * @param arrivals images of the source's centre in the order of their light's arrival; none without a lens
 * @param transientLabel what changes
 * @param arcs where the lensed source shows
 */
public record Truth(
        Kind kind,
        double einsteinRadius,
        double magnification,
        double lensRedshift,
        double sourceRedshift,
        int arcPixels,
        double arcSignalToNoise,
        List<Arrival> arrivals,
        String transientLabel,
        ArcMap arcs) {
    public Truth {
        arrivals = List.copyOf(arrivals);
    }

    /** A scene without a lens. */
    public static Truth of(Kind kind, double redshift) {
        return new Truth(
                kind, Double.NaN, Double.NaN, redshift, Double.NaN, 0, Double.NaN, List.of(), "none", ArcMap.NONE);
    }

    /** The same with another change. */
    Truth withTransient(String label) {
        return new Truth(
                kind,
                einsteinRadius,
                magnification,
                lensRedshift,
                sourceRedshift,
                arcPixels,
                arcSignalToNoise,
                arrivals,
                label,
                arcs);
    }

    /** Point images of the source's centre, 0 without a lens. */
    public int images() {
        return arrivals.size();
    }

    /** 1 for a strong lens, 0 for what is none, -1 where the label rule leaves it open. */
    public int label() {
        return switch (kind) {
            case LENS -> 1;
            case FAINT_LENS -> -1;
            default -> 0;
        };
    }

    /** Whether this is a strong lens. */
    public boolean lens() {
        return kind == Kind.LENS;
    }
}

package dev.arclet.sky;

/** How the light of one thing is spread over the sky, for a total flux of 1. Implementations are immutable. */
sealed interface Light permits Sersic, SpiralArms, Ring, Mixture {
    /** Surface brightness at a point of the scene (arcsec), per square arcsecond. */
    double brightness(double x, double y);

    /** Centre towards east, arcsec. */
    double x();

    /** Centre towards north, arcsec. */
    double y();

    /** Radius beyond which there is no light worth painting, arcsec. */
    double extent();

    /** Radius within which the brightness changes quickly, arcsec: where to sample finely. */
    double core();

    /**
     * The shortest length over which the brightness changes by about e outside the centre, arcsec: how finely to
     * sample.
     */
    double grain();
}

package dev.arclet.sky;

import java.util.List;

/** How the light of one thing is spread over the sky, for a total flux of 1. Implementations are immutable. */
sealed interface Light permits Sersic, SpiralArms, Ring, Mixture {
    /**
     * Adds the surface brightness at points of the scene, per square arcsecond. Takes a few nanoseconds a point and
     * allocates nothing.
     *
     * @param x towards east, arcsec
     * @param y towards north, arcsec
     * @param count of the points, which stand first in the arrays
     * @param weight of this light
     * @param sum to add to
     */
    void shine(float[] x, float[] y, int count, float weight, float[] sum);

    /** Surface brightness at one point; {@link #shine} for many. */
    default double brightness(double x, double y) {
        float[] sum = new float[1];
        shine(new float[] {(float) x}, new float[] {(float) y}, 1, 1, sum);
        return sum[0];
    }

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

    /** The simple lights that it consists of, each with its own place and sampling. */
    default List<Part> parts() {
        return List.of(new Part(this, 1));
    }

    /**
     * A part of a light.
     *
     * @param light its shape
     * @param weight its share of the flux
     */
    record Part(Light light, double weight) {}
}

package dev.arclet.sky;

import java.util.function.DoubleUnaryOperator;

/** The plane of a round thing that is seen at an inclination: places on the sky become places in it. Immutable. */
final class InclinedPlane {
    private static final int RINGS = 400;

    private final double x;
    private final double y;
    private final float axisRatio;
    private final float cos;
    private final float sin;

    /**
     * A plane.
     *
     * @param x centre towards east, arcsec
     * @param y centre towards north, arcsec
     * @param axisRatio apparent, by inclination
     * @param angle of the major axis, radians from east towards north
     */
    InclinedPlane(double x, double y, double axisRatio, double angle) {
        this.x = x;
        this.y = y;
        this.axisRatio = (float) axisRatio;
        this.cos = (float) Math.cos(angle);
        this.sin = (float) Math.sin(angle);
    }

    /** Centre towards east, arcsec. */
    double x() {
        return x;
    }

    /** Centre towards north, arcsec. */
    double y() {
        return y;
    }

    /** Apparent minor over major axis. */
    float axisRatio() {
        return axisRatio;
    }

    /** Distance along the major axis of a point of the sky, arcsec. */
    float major(float px, float py) {
        return cos * (float) (px - x) + sin * (float) (py - y);
    }

    /** Distance across the major axis, as it is in the plane, arcsec. */
    float minor(float px, float py) {
        return (cos * (float) (py - y) - sin * (float) (px - x)) / axisRatio;
    }

    /**
     * What a brightness per square arcsecond adds up to, as it is seen.
     *
     * @param extent radius to which there is light, arcsec
     * @param brightness mean around the centre, by radius in the plane
     */
    double flux(double extent, DoubleUnaryOperator brightness) {
        double flux = 0;
        double step = extent / RINGS;
        for (double radius = step / 2; radius < extent; radius += step) {
            flux += 2 * Math.PI * radius * step * brightness.applyAsDouble(radius);
        }
        return flux * axisRatio;
    }
}

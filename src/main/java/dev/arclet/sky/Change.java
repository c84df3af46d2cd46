package dev.arclet.sky;

import dev.arclet.sky.Scene.Spot;

/**
 * A point whose light changes, as one line of sight shows it. Immutable.
 *
 * @param x towards east, arcsec
 * @param y towards north, arcsec
 * @param curve its light
 * @param factor by which a lens magnifies it here, 1 without one
 * @param delay days by which this line of sight is behind the shortest one
 */
record Change(double x, double y, LightCurve curve, double factor, double delay) {
    /** Seen directly. */
    static Change at(double x, double y, LightCurve curve) {
        return new Change(x, y, curve, 1, 0);
    }

    /** What it adds to the template on a day of the observer. */
    Spot on(double day) {
        return new Spot(x, y, Changes.scaled(curve.flux(day - delay), factor));
    }

    /** The same, brighter. */
    Change times(double more) {
        return new Change(x, y, curve, factor * more, delay);
    }
}

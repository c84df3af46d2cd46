package dev.arclet.sky;

import java.util.Locale;

/** What a simulated scene is: a strong lens or one of the things that are taken for one. */
public enum Kind {
    /** A galaxy that lenses another so that the label rule holds. */
    LENS,
    /** A smooth red galaxy. */
    ELLIPTICAL,
    /** A disc with arms, seen more or less face-on. */
    SPIRAL,
    /** A disc seen from its edge. */
    EDGE_ON,
    /** A red core with a blue ring. */
    RING,
    /** Two galaxies that touch, with tidal tails. */
    MERGER,
    /** A red galaxy with blue neighbours that it does not lens. */
    COMPANIONS,
    /** Several galaxies close together. */
    GROUP,
    /** A galaxy with a star in front. */
    BLEND,
    /** A star, or a few. */
    STAR,
    /** A galaxy near the limit. */
    FAINT,
    /** Nothing but sky, under an instrument's fault. */
    ARTEFACT,
    /** A Solar System object that passes. */
    MOVING;

    /** The name in truth tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

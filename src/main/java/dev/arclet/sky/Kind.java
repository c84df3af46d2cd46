package dev.arclet.sky;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a simulated scene is: a strong lens or one of the things that are taken for one. */
public enum Kind {
    /** A galaxy that lenses another so that the label rule holds. */
    LENS,
    /**
     * A galaxy that shows another behind it more than once, and too faintly for the label rule: neither a lens to be found
     * nor none, so it has no label and occurs only where it is asked for.
     */
    FAINT_LENS,
    /** A galaxy with another behind it that shows one image only, beside the caustic. */
    NEAR_LENS,
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
    /** A star that is bright enough for spikes and full pixels. */
    BRIGHT_STAR,
    /** A galaxy near the limit. */
    FAINT,
    /** A detection that the instrument or the subtraction made: a fault over empty sky, or a dipole on a star. */
    ARTEFACT,
    /** A Solar System object that passes. */
    MOVING;

    /** The name in truth tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind with that name in truth tables. */
    public static Optional<Kind> labelled(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst();
    }
}

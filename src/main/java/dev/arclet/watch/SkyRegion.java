package dev.arclet.watch;

import java.util.Optional;

/**
 * A part of the sky: whatever meets all that is given.
 *
 * @param circle around a position
 * @param ra range of right ascension in degrees; one that begins with the greater number goes through 0
 * @param dec range of declination in degrees
 * @param galacticLatitude range of it in degrees
 */
public record SkyRegion(
        Optional<Circle> circle, Optional<Range> ra, Optional<Range> dec, Optional<Range> galacticLatitude) {

    /** All around a position, in degrees; the edge is in. */
    public record Circle(double ra, double dec, double radius) {
        boolean contains(double otherRa, double otherDec) {
            return Direction.of(ra, dec).separation(Direction.of(otherRa, otherDec)) <= radius;
        }
    }

    /** From one number to another, both in, in degrees. */
    public record Range(double from, double to) {
        boolean contains(double value) {
            return value >= from && value <= to;
        }

        /** On a circle of 360 degrees. */
        boolean containsAround(double value) {
            return from <= to ? contains(value) : value >= from || value <= to;
        }
    }

    /** Whether a position, in degrees, lies in it. */
    public boolean contains(double positionRa, double positionDec) {
        return circle.map(c -> c.contains(positionRa, positionDec)).orElse(true)
                && ra.map(range -> range.containsAround(positionRa)).orElse(true)
                && dec.map(range -> range.contains(positionDec)).orElse(true)
                && galacticLatitude
                        .map(range -> range.contains(Galactic.latitude(positionRa, positionDec)))
                        .orElse(true);
    }
}

package dev.arclet.watch;

/** The Milky Way's own coordinates. */
final class Galactic {
    /** Of the northern galactic pole, ICRS degrees (Hipparcos catalogue, ESA SP-1200, section 1.5.3). */
    private static final Direction POLE = Direction.of(192.85948, 27.12825);

    private Galactic() {}

    /** Galactic latitude of a position, all in degrees: 0 in the plane of the Milky Way, 90 at its northern pole. */
    static double latitude(double ra, double dec) {
        return 90 - POLE.separation(Direction.of(ra, dec));
    }
}

package dev.arclet.watch;

/**
 * Something at a known place, such as a known lens.
 *
 * @param name of it in its list
 * @param ra right ascension, ICRS degrees, 0 to 360
 * @param dec declination, ICRS degrees, -90 to 90
 */
public record Target(String name, double ra, double dec) {

    public Target {
        if (!(ra >= 0 && ra <= 360)) {
            throw new IllegalArgumentException("right ascension of " + name + " is " + ra + "; give degrees, 0 to 360");
        }
        if (!(dec >= -90 && dec <= 90)) {
            throw new IllegalArgumentException("declination of " + name + " is " + dec + "; give degrees, -90 to 90");
        }
    }
}

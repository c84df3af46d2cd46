package dev.arclet.alert;

/**
 * A position on the sky, ICRS.
 *
 * @param ra right ascension in degrees
 * @param dec declination in degrees
 */
public record SkyPosition(double ra, double dec) {}

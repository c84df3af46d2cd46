package dev.arclet.sky;

/**
 * One image of a point in the source, with when its light arrives.
 *
 * @param x towards east, arcsec
 * @param y towards north, arcsec
 * @param magnification without its sign
 * @param parity 1 where the image is the right way round, -1 where it is mirrored (a saddle of the arrival time)
 * @param delay days after the image that arrives first
 */
public record Arrival(double x, double y, double magnification, int parity, double delay) {}

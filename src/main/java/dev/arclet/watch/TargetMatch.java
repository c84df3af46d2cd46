package dev.arclet.watch;

/**
 * A target near a position.
 *
 * @param list name of its watch-list
 * @param target its name
 * @param separation from the position, arcseconds
 */
public record TargetMatch(String list, String target, double separation) {}

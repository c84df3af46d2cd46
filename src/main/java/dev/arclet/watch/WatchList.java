package dev.arclet.watch;

import java.util.List;
import java.util.Optional;

/** A named list of targets, each with the same match radius around it. Immutable and thread-safe. */
public final class WatchList {
    private static final double ARCSECONDS = 3600;

    private final String name;
    private final SkyIndex index;

    /**
     * Of some targets.
     *
     * @param radius of a match, arcseconds; at most 90 degrees
     */
    public WatchList(String name, double radius, List<Target> targets) {
        this.name = name;
        this.index = new SkyIndex(targets, radius / ARCSECONDS);
    }

    /** Its name in records and settings. */
    public String name() {
        return name;
    }

    /** How many targets it has. */
    public int size() {
        return index.size();
    }

    /** The nearest target within the radius of a position, in degrees. */
    public Optional<TargetMatch> match(double ra, double dec) {
        return index.nearest(ra, dec)
                .map(found -> new TargetMatch(name, found.target().name(), found.separation() * ARCSECONDS));
    }
}

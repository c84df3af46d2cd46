package dev.arclet.sky;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a run of stamp sets holds. Immutable.
 *
 * @param seed of everything
 * @param lensShare chance that a set is a lens, 0 to 1; without effect when {@code kinds} has only lenses or none
 * @param radii how the lenses' Einstein radii are spread
 * @param centredShare share of sets that are pointed at the main thing's centre, as catalogues of galaxies are, and not
 *     at what an alert found
 * @param completeShare share of sets with all of i, r and g; of the others, four in nine lack two
 * @param kinds that may occur
 */
public record StampPlan(
        long seed, double lensShare, Radii radii, double centredShare, double completeShare, Set<Kind> kinds) {
    /** Share of sets with all three bands where nothing else is asked for. */
    public static final double USUAL_COMPLETE_SHARE = 0.73;

    /** How Einstein radii are spread. */
    public enum Radii {
        /** As nature deals them: many small ones. */
        NATURAL,
        /** As many of any size between 0.6 and 2.5 arcsec. */
        EVEN
    }

    /** Smallest Einstein radius of an even spread, arcsec. */
    static final double LEAST_EVEN = 0.6;

    /** Largest Einstein radius of an even spread, arcsec. */
    static final double LARGEST_EVEN = 2.5;

    public StampPlan {
        checkShare("share of lenses", lensShare);
        checkShare("share of centred sets", centredShare);
        checkShare("share of sets with all bands", completeShare);
        if (kinds.contains(Kind.MOVING)) {
            throw new IllegalArgumentException("a moving object has no template; leave out the kind moving");
        }
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("no kinds are given; give one at least");
        }
        kinds = Set.copyOf(EnumSet.copyOf(kinds));
    }

    private static void checkShare(String what, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(what + " is " + share + "; give 0 to 1");
        }
    }

    /** As alerts would show them. */
    public static StampPlan natural(long seed, double lensShare) {
        return new StampPlan(seed, lensShare, Radii.NATURAL, 0, USUAL_COMPLETE_SHARE, allKinds());
    }

    /** All kinds that stamp sets can be of, those without a label too. */
    public static Set<Kind> knownKinds() {
        EnumSet<Kind> kinds = EnumSet.copyOf(allKinds());
        kinds.add(Kind.FAINT_LENS);
        return kinds;
    }

    /** All kinds that have a label. */
    public static Set<Kind> allKinds() {
        EnumSet<Kind> kinds = EnumSet.of(Kind.LENS);
        kinds.addAll(Population.lookAlikeKinds());
        return kinds;
    }

    /** Chance that a set is a lens, with the kinds that may occur. */
    double lensChance() {
        if (!kinds.contains(Kind.LENS)) {
            return 0;
        }
        return kinds.size() == 1 ? 1 : lensShare;
    }
}

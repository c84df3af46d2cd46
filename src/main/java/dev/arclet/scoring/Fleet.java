package dev.arclet.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Decides how much of the line a free worker may take, given what the other workers are about to finish.
 *
 * <p>Free workers pull from one line, so no picture waits behind a worker while another is idle, and load divides by speed by
 * itself. What pulling alone gets wrong is the slow worker: free first, it takes the oldest pictures and brings them home long
 * after the fast one would have. So a worker takes no batch that the others would have worked off sooner: it takes the largest
 * one for which the others, by the time it is done, have not yet finished all the rest. With few waiting that may be nothing;
 * with more it is its share by speed, and with many its full batch. For two servers of unlike speed such a threshold on the length
 * of the line is the optimal policy (Lin and Kumar 1984, IEEE Transactions on Automatic Control 29, 696).
 *
 * <p>This stands where many balancers draw two workers at random and give to the one with less outstanding work times predicted
 * time. The measure is the same; two choices are a way to do without looking at all, which a pool of a few workers in one process
 * has no need of, and a picture pushed to a worker's own queue could not be had back when that worker slows down.
 *
 * <p>Not thread-safe; used under the line's lock. A decision costs a few microseconds at a handful of workers.
 */
final class Fleet {
    /** The others must be better by a quarter to be waited for: predictions of like workers differ by chance. */
    private static final double CLEARLY = 0.75;

    private final List<Station> stations = new ArrayList<>();

    void add(Station station) {
        stations.add(station);
    }

    /**
     * How many pictures a free worker may take.
     *
     * @param most as many as it could
     * @param waiting pictures in the line, at least {@code most}
     * @return 0 when all are better left to the others
     */
    int share(Station free, int most, int waiting, long nowNanos) {
        int takes = 0;
        int tooMany = most + 1;
        while (tooMany - takes > 1) {
            int size = (takes + tooMany) >>> 1;
            if (isWorthwhile(free, size, waiting - size, nowNanos)) {
                takes = size;
            } else {
                tooMany = size;
            }
        }
        return takes;
    }

    /**
     * Whether there is another device in service that these pictures were not tried on, and that is not late with what it has: one
     * that hangs is nobody's hope.
     */
    boolean hasElsewhere(Station station, Set<String> triedOn, long nowNanos) {
        for (Station other : stations) {
            if (isPeer(station, other)
                    && !other.device().equals(station.device())
                    && !triedOn.contains(other.device())
                    && !other.isOverdue(nowNanos)) {
                return true;
            }
        }
        return false;
    }

    /** Whether this worker would be late for a picture that another would still score in time. */
    boolean isBetterLeft(Station free, long nanosLeft, long nowNanos) {
        if (free.largestWithin(nanosLeft, 1) == 1) {
            return false;
        }
        for (Station other : stations) {
            if (isPeer(free, other) && other.isInTimeForOne(nanosLeft, nowNanos)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the others will not have finished more than the rest when this worker comes home with its batch. */
    private boolean isWorthwhile(Station free, int size, int rest, long nowNanos) {
        OptionalLong expected = free.expected(size);
        if (expected.isEmpty()) {
            return true;
        }
        long patience = (long) (CLEARLY * expected.getAsLong());
        long finished = 0;
        for (Station other : stations) {
            finished += isPeer(free, other) ? other.finishedWithin(patience, nowNanos) : 0;
        }
        return finished <= rest;
    }

    /** Fallbacks are no help to the others: while those are in service they take nothing. */
    private static boolean isPeer(Station free, Station other) {
        return other != free && other.isFallback() == free.isFallback() && other.isInService();
    }
}

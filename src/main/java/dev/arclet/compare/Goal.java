package dev.arclet.compare;

import java.time.Duration;
import java.util.List;

/**
 * What pairs are measured for and how.
 *
 * @param perSecond alerts a second that a pair should hold
 * @param p99 latency that 99 % of them should keep to, from when they are due
 * @param merit which figure says how accurate a pair is
 * @param span how long each load goes on
 * @param shares of a pair's own rate at which it is measured too
 * @param seed of the arrivals
 */
public record Goal(double perSecond, Duration p99, Merit merit, Duration span, List<Double> shares, long seed) {
    /** Alerts a second that LSST sends on average: 10,000 a visit, a visit every 37 s. */
    public static final double LSST = 270;

    private static final double MOST = 100_000;

    public Goal {
        shares = List.copyOf(shares);
        if (!(perSecond > 0 && perSecond <= MOST)) {
            throw new IllegalArgumentException(
                    "rate is " + perSecond + "; give more than 0, to 100000 alerts a second");
        }
        if (p99.compareTo(Duration.ofMillis(1)) < 0 || p99.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("p99 is " + p99.toMillis() + " ms; give 1ms to 1m");
        }
        if (span.compareTo(Duration.ofMillis(200)) < 0 || span.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("a load goes on for " + span.toMillis() + " ms; give 200ms to 10m");
        }
        for (double share : shares) {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException("share of the rate is " + share + "; give more than 0, to 1");
            }
        }
    }

    /** How long to wait for answers when all are sent: those that come later make no difference to the bound. */
    Duration patience() {
        return p99.multipliedBy(2).plusSeconds(1);
    }
}

package dev.arclet.scoring;

import java.time.Duration;

/**
 * How a pool batches and how it deals with workers that fail.
 *
 * @param batches what bounds a batch
 * @param failuresToLeave failures in a row that take a worker out of service
 * @param firstBackOff until a worker out of service is tried again; doubles from trial to trial
 * @param longestBackOff at which the doubling stops
 * @param stall without any score for this long, while pictures wait for one, the pool reports an outage; well above the time of
 *     the largest batch
 */
public record PoolSettings(
        BatchPolicy batches, int failuresToLeave, Duration firstBackOff, Duration longestBackOff, Duration stall) {

    public PoolSettings {
        if (failuresToLeave < 1) {
            throw new IllegalArgumentException(
                    "failures to leave service are " + failuresToLeave + "; give at least 1");
        }
        requirePositive("first back-off", firstBackOff);
        requirePositive("stall time", stall);
        if (longestBackOff.compareTo(firstBackOff) < 0) {
            throw new IllegalArgumentException("longest back-off is " + longestBackOff.toMillis()
                    + " ms; give at least the first back-off, " + firstBackOff.toMillis() + " ms");
        }
    }

    /** Three failures, back-off from half a second to 30 s, an outage after 10 s of silence. */
    public static PoolSettings of(BatchPolicy batches) {
        return new PoolSettings(batches, 3, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofSeconds(10));
    }

    private static void requirePositive(String what, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(what + " is " + value.toMillis() + " ms; give more than 0");
        }
    }
}

package dev.arclet.scoring;

import java.time.Duration;
import java.util.Optional;

/**
 * How a pool batches and how it deals with workers that fail.
 *
 * @param batches what bounds a batch
 * @param failuresToLeave failures in a row that take a worker out of service
 * @param firstBackOff until a worker out of service is tried again; doubles from trial to trial
 * @param longestBackOff at which the doubling stops
 * @param stall without any score for this long, while pictures wait for one, the pool reports an outage; well above the time of
 *     the largest batch. A worker that has had one batch for this long is out of service, and others get its pictures.
 * @param hedgeAfter a batch that takes more than so many times its predicted 99th percentile, at least 1, is given to another
 *     device in service too, and the first answer counts; empty for never. It buys a shorter tail with work done twice, which
 *     is kept to one picture in 20.
 */
public record PoolSettings(
        BatchPolicy batches,
        int failuresToLeave,
        Duration firstBackOff,
        Duration longestBackOff,
        Duration stall,
        Optional<Double> hedgeAfter) {

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
        if (hedgeAfter.isPresent() && !(hedgeAfter.get() >= 1 && hedgeAfter.get() <= 1000)) {
            throw new IllegalArgumentException(
                    "hedging after " + hedgeAfter.get() + " times the predicted time; give 1 to 1000, or none");
        }
    }

    /** Settings without hedging. */
    public PoolSettings(
            BatchPolicy batches, int failuresToLeave, Duration firstBackOff, Duration longestBackOff, Duration stall) {
        this(batches, failuresToLeave, firstBackOff, longestBackOff, stall, Optional.empty());
    }

    /** The same with hedging after so many times the predicted time, or without. */
    public PoolSettings withHedging(Optional<Double> factor) {
        return new PoolSettings(batches, failuresToLeave, firstBackOff, longestBackOff, stall, factor);
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

package dev.arclet.scoring;

import java.time.Duration;
import java.util.Optional;

/**
 * What bounds a batch, besides the worker's own largest size. There is no linger: a free worker takes what waits.
 *
 * @param maxBatch most pictures in a batch
 * @param deadline from submission to score. Batches are kept small enough, by the worker's learnt service time, for the oldest
 *     picture to meet it. A picture that cannot meet it any more is scored all the same.
 */
public record BatchPolicy(int maxBatch, Optional<Duration> deadline) {

    public BatchPolicy {
        if (maxBatch < 1 || maxBatch > BatchSizes.LARGEST) {
            throw new IllegalArgumentException("largest batch is " + maxBatch + "; give 1 to " + BatchSizes.LARGEST);
        }
        if (deadline.isPresent()
                && (deadline.get().isNegative() || deadline.get().isZero())) {
            throw new IllegalArgumentException(
                    "deadline is " + deadline.get().toMillis() + " ms; give more than 0, or none");
        }
    }

    /** Batches up to a size, without a deadline. */
    public static BatchPolicy upTo(int maxBatch) {
        return new BatchPolicy(maxBatch, Optional.empty());
    }
}

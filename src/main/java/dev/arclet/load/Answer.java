package dev.arclet.load;

import dev.arclet.latency.Timeline;

/**
 * What came back for an alert.
 *
 * @param number of the alert
 * @param ending how it ended
 * @param seenMicros when the answer was in the hands of whoever reads them, epoch microseconds of the run's clock
 * @param marks the moments that the target noted on the way
 * @param batchSize pictures in its batch; 0 if it was in none
 */
public record Answer(long number, Ending ending, long seenMicros, Timeline marks, int batchSize) {

    /** The ways in which an alert ends. */
    public enum Ending {
        SCORED,
        SKIPPED,
        UNSCORABLE,
        DEAD
    }
}

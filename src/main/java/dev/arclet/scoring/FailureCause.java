package dev.arclet.scoring;

import java.util.Locale;

/** What went wrong with a batch or a trial. */
public enum FailureCause {
    /** Nobody listened, or the connection broke. */
    UNREACHABLE,
    /** The answer did not come within the worker's own time limit. */
    TIMEOUT,
    /** The worker has not come back within the pool's stall time. */
    STALL,
    /** The worker was there and had no room, or was about to change its model. */
    BUSY,
    /** The worker was there and would not, until somebody changes something. */
    REFUSED,
    /** The scores came under another name or type, or with more than one number a picture. */
    WRONG_SHAPE,
    /** There were fewer or more scores than pictures. */
    WRONG_ROWS,
    /** The answer could not be read, contradicted itself, or was that for another batch. */
    GARBAGE,
    /** None of the numbers was one from 0 to 1. */
    NO_SCORE,
    /** Some of the numbers were from 0 to 1, and some were not. */
    PARTIAL,
    /** The worker said, or threw, that it could not. */
    ERROR;

    /** As metrics spell it, in the tag {@code cause} of {@code arclet.worker.failures}. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}

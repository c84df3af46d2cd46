package dev.arclet.scoring;

import java.time.Duration;

/**
 * Whether a worker is in service. After a few failures in a row, or when it is gone, it is out; when its back-off has passed it is
 * tried with one picture, and is back in service if that is scored, else out for twice as long.
 *
 * <p>Thread-safe. Times are nanoseconds of one monotone clock.
 */
final class Circuit {
    /** As circuit breakers name it. */
    enum State {
        /** In service. */
        CLOSED,
        /** Out of service, and being tried. */
        HALF_OPEN,
        /** Out of service. */
        OPEN
    }

    private final int failuresToLeave;
    private final long firstBackOff;
    private final long longestBackOff;

    private int failuresInARow;
    private boolean out;
    private boolean onTrial;
    private long outSince;
    private long backOff;
    private long tryAt;

    Circuit(int failuresToLeave, Duration firstBackOff, Duration longestBackOff) {
        this.failuresToLeave = failuresToLeave;
        this.firstBackOff = firstBackOff.toNanos();
        this.longestBackOff = longestBackOff.toNanos();
    }

    /** The worker answered. Returns whether that brings it back into service. */
    synchronized boolean succeeded() {
        boolean back = out;
        failuresInARow = 0;
        out = false;
        onTrial = false;
        return back;
    }

    /** The worker was not there, which once is enough. Returns whether it is taken out of service by that. */
    synchronized boolean lost(long nowNanos) {
        failuresInARow = Math.max(failuresInARow, failuresToLeave - 1);
        return failed(nowNanos);
    }

    /** The worker failed. Returns whether it is taken out of service by that. */
    synchronized boolean failed(long nowNanos) {
        failuresInARow++;
        onTrial = false;
        if (out) {
            backOff = Math.min(2 * backOff, longestBackOff);
            tryAt = nowNanos + backOff;
            return false;
        }
        if (failuresInARow < failuresToLeave) {
            return false;
        }
        out = true;
        outSince = nowNanos;
        backOff = firstBackOff;
        tryAt = nowNanos + backOff;
        return true;
    }

    synchronized boolean inService() {
        return !out;
    }

    /** A worker out of service is given a picture, to see whether it is back. */
    synchronized void trialBegins() {
        onTrial = out;
    }

    synchronized State state() {
        if (!out) {
            return State.CLOSED;
        }
        return onTrial ? State.HALF_OPEN : State.OPEN;
    }

    synchronized int failuresInARow() {
        return failuresInARow;
    }

    /** How long the worker is to be left alone yet; 0 or less when it may be tried, or is in service. */
    synchronized long nanosToTrial(long nowNanos) {
        return out ? tryAt - nowNanos : 0;
    }

    /** For how long it has been out of service; 0 when it is in. */
    synchronized long nanosOut(long nowNanos) {
        return out ? Math.max(1, nowNanos - outSince) : 0;
    }
}

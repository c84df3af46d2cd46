package dev.arclet.scoring;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Counts the pictures that have no answer yet, and for how long none of them got one. Thread-safe. */
final class Outstanding {
    private static final long LOOK_UP_MILLIS = 20;

    private int count;

    /** When an answer last came or, if later, when there began to be pictures without one. */
    private long quietSince;

    synchronized void added(long nowNanos) {
        if (count == 0) {
            quietSince = nowNanos;
        }
        count++;
    }

    synchronized void answered(long nowNanos) {
        count--;
        quietSince = nowNanos;
        if (count == 0) {
            notifyAll();
        }
    }

    synchronized int count() {
        return count;
    }

    /** For how long no answer came although one was due; 0 when none is. */
    synchronized long nanosQuiet(long nowNanos) {
        return count == 0 ? 0 : Math.max(0, nowNanos - quietSince);
    }

    /** Waits until all are answered, the time is over, there is no hope, or the thread is interrupted. */
    synchronized void awaitNone(Duration time, BooleanSupplier hope) {
        long end = System.nanoTime() + time.toNanos();
        try {
            while (count > 0 && System.nanoTime() < end && hope.getAsBoolean()) {
                wait(LOOK_UP_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.arclet.cli;

import java.time.Duration;

/** Says now and then that it is time, for what should not be done at every step of a loop. For one thread. */
final class Beat {
    private final long everyNanos;
    private long next = System.nanoTime();

    /** At once, and then this often. */
    Beat(Duration every) {
        this.everyNanos = every.toNanos();
    }

    /** As often as people can read. */
    static Beat forEyes() {
        return new Beat(Duration.ofMillis(200));
    }

    boolean isDue() {
        long now = System.nanoTime();
        if (now - next < 0) {
            return false;
        }
        next = now + everyNanos;
        return true;
    }
}

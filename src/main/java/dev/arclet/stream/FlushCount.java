package dev.arclet.stream;

/**
 * How often the producer of the calling stream thread has been flushed. What the thread sent before a flush has been acknowledged after it.
 * Flushes and the thread's processors run on the same thread, so each sees its own producer's count.
 */
public final class FlushCount {
    private final ThreadLocal<long[]> flushes = ThreadLocal.withInitial(() -> new long[1]);

    /** A flush has succeeded. */
    void count() {
        flushes.get()[0]++;
    }

    /** Flushes of this thread's producer so far. */
    long soFar() {
        return flushes.get()[0];
    }
}

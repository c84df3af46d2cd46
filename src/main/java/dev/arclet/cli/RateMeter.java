package dev.arclet.cli;

/** The rate of a growing count between two looks at it. */
final class RateMeter {
    private long lastCount;
    private long lastNanos = System.nanoTime();

    /** Counts a second since the last call. */
    double perSecond(long count) {
        long now = System.nanoTime();
        double seconds = (now - lastNanos) / 1e9;
        double rate = seconds > 0 ? (count - lastCount) / seconds : 0;
        lastCount = count;
        lastNanos = now;
        return rate;
    }
}

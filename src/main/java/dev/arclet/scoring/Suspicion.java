package dev.arclet.scoring;

/**
 * What speaks against one picture that failed alone. Each failure counts by how unlikely it was for that worker to fail for
 * reasons of its own; the picture is to blame once all of them together would happen by chance less than once in a million. That
 * takes {@value #FEWEST} failures on workers that are steady, more on shaky ones, and is never reached on one that fails always.
 *
 * <p>Thread-safe.
 */
final class Suspicion {
    private static final double CHANCE = 1e-6;
    private static final int FEWEST = 3;

    private double chanceOfBadLuck = 1;
    private int failures;
    private int charges;

    /** It failed alone, whether or not the worker is to blame. */
    synchronized void failed() {
        failures++;
    }

    /** A failure of it counts, for the worker scored another picture since. */
    synchronized void charge(double chanceOfFailure) {
        charges++;
        chanceOfBadLuck *= chanceOfFailure;
    }

    synchronized boolean isAny() {
        return failures > 0;
    }

    synchronized boolean isProven() {
        return charges >= FEWEST && chanceOfBadLuck < CHANCE;
    }

    /** Failures that count. */
    synchronized int charges() {
        return charges;
    }
}

package dev.arclet.scoring;

/**
 * How often a worker fails with pictures that nobody suspects: a running share of its last {@value #MEMORY} or so calls. It is
 * how likely the worker is to fail once more for reasons of its own, and so what its failure with a suspect is worth as evidence:
 * much from a worker that hardly ever fails, nothing from one that fails always.
 *
 * <p>Not thread-safe; used by the worker's own thread.
 */
final class Steadiness {
    private static final int MEMORY = 20;

    /** No record is good enough to call a failure impossible. */
    private static final double LEAST = 0.005;

    private double shareFailed;

    void succeeded() {
        shareFailed -= shareFailed / MEMORY;
    }

    void failed() {
        shareFailed += (1 - shareFailed) / MEMORY;
    }

    /** Chance that the next call fails whatever its pictures, 0 to 1. */
    double chanceOfFailure() {
        return Math.max(LEAST, shareFailed);
    }
}

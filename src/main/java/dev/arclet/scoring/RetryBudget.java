package dev.arclet.scoring;

/**
 * How many pictures may be tried again ahead of those that were not tried yet: one for every {@value #ANSWERS_A_RETRY} that are
 * answered, saved up to {@value #SAVED}. Without a bound a worker that fails every second batch would fill the line with its own
 * repeats when the others can least bear it.
 *
 * <p>Thread-safe.
 */
final class RetryBudget {
    private static final int ANSWERS_A_RETRY = 5;

    /** The largest batch, so that a worker that is lost once costs its pictures no time. */
    private static final int SAVED = BatchSizes.LARGEST;

    /** In fifths of a retry, which is what an answer earns. */
    private long saved = (long) SAVED * ANSWERS_A_RETRY;

    synchronized boolean affords(int pictures) {
        return (long) pictures * ANSWERS_A_RETRY <= saved;
    }

    /** Pays for so many retries; false, and nothing paid, when there is not enough. */
    synchronized boolean spend(int pictures) {
        if (!affords(pictures)) {
            return false;
        }
        saved -= (long) pictures * ANSWERS_A_RETRY;
        return true;
    }

    synchronized void earn(int answers) {
        saved = Math.min(saved + answers, (long) SAVED * ANSWERS_A_RETRY);
    }
}

package dev.arclet.scoring;

/**
 * How many pictures may be done twice ahead of those that were not done yet: one for so many that are answered, saved up to a
 * bound. Without it a worker that fails every second batch would fill the line with its own repeats when the others can least
 * bear it, and a device that gets slow would have all its work done twice.
 *
 * <p>Thread-safe.
 */
final class RetryBudget {
    private static final int ANSWERS_A_RETRY = 5;
    private static final int ANSWERS_A_HEDGE = 20;

    /** The largest batch, so that a worker that is lost once costs its pictures no time. */
    private static final int SAVED_RETRIES = BatchSizes.LARGEST;

    private static final int SAVED_HEDGES = 64;

    private final int price;
    private final long most;

    /** In answers, of which a picture costs {@link #price}. */
    private long saved;

    private RetryBudget(int price, int pictures) {
        this.price = price;
        this.most = (long) pictures * price;
        this.saved = most;
    }

    /** After failures: one for every {@value #ANSWERS_A_RETRY} answers. */
    static RetryBudget ofRetries() {
        return new RetryBudget(ANSWERS_A_RETRY, SAVED_RETRIES);
    }

    /** For batches that take too long: one for every {@value #ANSWERS_A_HEDGE} answers. */
    static RetryBudget ofHedges() {
        return new RetryBudget(ANSWERS_A_HEDGE, SAVED_HEDGES);
    }

    /** Pays for so many pictures; false, and nothing paid, when there is not enough. */
    synchronized boolean spend(int pictures) {
        long cost = (long) pictures * price;
        if (cost > saved) {
            return false;
        }
        saved -= cost;
        return true;
    }

    synchronized void earn(int answers) {
        saved = Math.min(saved + answers, most);
    }
}

package dev.arclet.scoring;

/** Answers for pictures, each once: whoever comes second finds it answered. Thread-safe. */
final class Answers {
    private final Outstanding outstanding;
    private final RetryBudget retries;
    private final RetryBudget hedges;

    Answers(Outstanding outstanding, RetryBudget retries, RetryBudget hedges) {
        this.outstanding = outstanding;
        this.retries = retries;
        this.hedges = hedges;
    }

    /** Returns false when the picture had its answer already. */
    boolean score(Pending picture, Score score) {
        if (!settle(picture)) {
            return false;
        }
        retries.earn(1);
        hedges.earn(1);
        picture.answer().complete(score);
        return true;
    }

    void reject(Pending picture, String why) {
        if (settle(picture)) {
            picture.answer().completeExceptionally(new PictureRejectedException(why));
        }
    }

    void closed(Pending picture) {
        if (settle(picture)) {
            picture.answer()
                    .completeExceptionally(new PoolClosedException(
                            "the worker pool was closed before this picture was scored; submit it to a running one"));
        }
    }

    /** Whether somebody still waits for the answer. */
    boolean isWanted(Pending picture) {
        if (picture.answer().isDone()) {
            settle(picture);
        }
        return !picture.isSettled();
    }

    private boolean settle(Pending picture) {
        boolean first = picture.settle();
        if (first) {
            outstanding.answered(System.nanoTime());
        }
        return first;
    }
}

package dev.arclet.scoring;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A submitted picture on its way to its score. */
final class Pending {
    private final float[] picture;
    private final CompletableFuture<Score> answer = new CompletableFuture<>();

    /** Set by whoever answers first; the future alone cannot tell, as its holder may complete or cancel it as well. */
    private final AtomicBoolean settled = new AtomicBoolean();

    /** How often it failed alone on a worker known to be well. Touched only by the dispatcher that holds the picture. */
    private int failuresOfItsOwn;

    /** How often the worker that had it was gone. Touched only by the dispatcher that holds the picture. */
    private int losses;

    Pending(float[] picture) {
        this.picture = picture;
    }

    float[] picture() {
        return picture;
    }

    CompletableFuture<Score> answer() {
        return answer;
    }

    /** Claims the right to answer; true exactly once. */
    boolean settle() {
        return settled.compareAndSet(false, true);
    }

    int countFailureOfItsOwn() {
        failuresOfItsOwn++;
        return failuresOfItsOwn;
    }

    int countLoss() {
        losses++;
        return losses;
    }
}

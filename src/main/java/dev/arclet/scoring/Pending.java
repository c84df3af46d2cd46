package dev.arclet.scoring;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A submitted picture on its way to its score. Mostly one place has it, the line or a worker; a picture that was handed on from a
 * worker that does not come back is in several.
 */
final class Pending {
    private final float[] picture;
    private final CompletableFuture<Score> answer = new CompletableFuture<>();

    /** Set by whoever answers first; the future alone cannot tell, as its holder may complete or cancel it as well. */
    private final AtomicBoolean settled = new AtomicBoolean();

    private final AtomicInteger places = new AtomicInteger(1);
    private final Suspicion suspicion = new Suspicion();
    private final AtomicInteger losses = new AtomicInteger();

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

    boolean isSettled() {
        return settled.get();
    }

    /** It goes to one more place. To be called for a place that has it and will not give it up meanwhile. */
    void handOn() {
        places.incrementAndGet();
    }

    /** A place gives it up unscored; returns whether that was the last one, which then has to see to it. */
    boolean leave() {
        if (places.decrementAndGet() > 0) {
            return false;
        }
        places.set(1);
        return true;
    }

    Suspicion suspicion() {
        return suspicion;
    }

    /** The worker that had it was gone; returns how often by now. */
    int countLoss() {
        return losses.incrementAndGet();
    }
}

package dev.arclet.stream;

import dev.arclet.scoring.PictureRejectedException;
import dev.arclet.scoring.PoolHealth;
import dev.arclet.scoring.Score;
import dev.arclet.scoring.WorkerPool;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for scores as long as there is hope for them, which is until all workers have been silent for too long. */
public final class PoolWatch {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final WorkerPool pool;
    private final Duration patience;
    private final StopFlag stop;
    private final String wayOut;

    /**
     * Of one pool.
     *
     * @param patience how long to go on without any worker
     * @param stop ends all waiting when raised
     * @param wayOut what its user is told to do, or what will happen, once there is no more hope
     */
    public PoolWatch(WorkerPool pool, Duration patience, StopFlag stop, String wayOut) {
        this.pool = pool;
        this.patience = patience;
        this.stop = stop;
        this.wayOut = wayOut;
    }

    /**
     * Returns once the score, or the reason why there is none, is there; or, with {@code false}, when the stream is being stopped.
     *
     * @throws BlockedRoadException if there is no more hope
     */
    public boolean await(CompletableFuture<?> score) {
        while (!score.isDone() && !stop.isRaised()) {
            try {
                score.get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                requireHope();
            } catch (ExecutionException e) {
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BlockedRoadException("interrupted while waiting for scores", e);
            }
        }
        return score.isDone();
    }

    /** Throws if it makes no sense to wait for scores any longer. */
    void requireHope() {
        PoolHealth health = pool.health();
        health.outage().filter(outage -> outage.compareTo(patience) > 0).ifPresent(outage -> {
            throw new BlockedRoadException(
                    "no worker has answered for " + outage.toSeconds() + " s ("
                            + health.lastFailure().orElse("no failure reported")
                            + "); " + wayOut,
                    null);
        });
    }

    /**
     * The score that a finished future holds.
     *
     * @throws PictureRejectedException if the picture alone is at fault
     * @throws BlockedRoadException if the pool has gone
     */
    public static Score finished(CompletableFuture<Score> score) throws PictureRejectedException {
        try {
            return score.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PictureRejectedException rejected) {
                throw rejected;
            }
            throw new BlockedRoadException(
                    "the worker pool failed: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BlockedRoadException("interrupted while taking a score", e);
        }
    }
}

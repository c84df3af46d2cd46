package dev.arclet.evaluation;

import dev.arclet.evaluation.ScoredSample.Throughput;
import dev.arclet.evaluation.ScoredSample.Unscored;
import dev.arclet.evaluation.sample.BadSampleException;
import dev.arclet.evaluation.sample.LabelledPicture;
import dev.arclet.evaluation.sample.PictureSource;
import dev.arclet.evaluation.sample.Specimen;
import dev.arclet.picture.Picture;
import dev.arclet.scoring.PictureRejectedException;
import dev.arclet.scoring.Score;
import dev.arclet.scoring.WorkerPool;
import dev.arclet.stream.BlockedRoadException;
import dev.arclet.stream.PoolWatch;
import dev.arclet.stream.StopFlag;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * Scores a source of pictures with the pool that serves: pictures are read on the calling thread, made on as many threads as there are
 * processors, and scored by the workers, all at the same time and in the source's order. Only pictures on their way and those of the
 * gallery are in memory.
 */
public final class PictureScoring {
    private final WorkerPool pool;
    private final int inFlightLimit;
    private final PoolWatch watch;
    private final LongConsumer progress;
    private final int threads = Runtime.getRuntime().availableProcessors();
    private final Deque<Made> making = new ArrayDeque<>();
    private final Deque<Awaited> awaited = new ArrayDeque<>();
    private final List<Scored> scored = new ArrayList<>();
    private final List<Unscored> unscored = new ArrayList<>();
    private final WorkersSeen workers = new WorkersSeen();
    private final Gallery.Selection gallery = new Gallery.Selection();

    private record Made(Specimen specimen, Future<Optional<Picture>> picture) {}

    private record Awaited(Specimen specimen, Picture picture, CompletableFuture<Score> score) {}

    /**
     * For one sample.
     *
     * @param pool of the model's workers
     * @param inFlightLimit most pictures with the pool at a time
     * @param patience how long to go on without any worker
     * @param progress hears how many pictures are scored
     */
    public PictureScoring(WorkerPool pool, int inFlightLimit, Duration patience, LongConsumer progress) {
        this.pool = pool;
        this.inFlightLimit = inFlightLimit;
        this.watch = new PoolWatch(pool, patience, new StopFlag(), "start again when one is back");
        this.progress = progress;
    }

    /**
     * Scores all of it, once.
     *
     * @throws BlockedRoadException if no worker answers any more
     */
    public ScoredSample score(PictureSource source) throws IOException {
        long start = System.nanoTime();
        ExecutorService makers = Executors.newFixedThreadPool(threads);
        try {
            for (var next = source.next(); next.isPresent(); next = source.next()) {
                LabelledPicture labelled = next.get();
                making.addLast(new Made(labelled.specimen(), makers.submit(labelled::picture)));
                // Two a thread keep all busy; what is not made yet may be large.
                submit(2 * threads);
            }
            submit(0);
            take(0);
        } finally {
            makers.shutdownNow();
        }
        return new ScoredSample(
                scored,
                unscored,
                gallery.gallery(),
                Throughput.since(start, workers),
                source.pixels(),
                Optional.empty());
    }

    /** Gives the first pictures to the pool until so many are left that are not. */
    private void submit(int left) {
        while (making.size() > left) {
            Made first = making.removeFirst();
            made(first).ifPresent(made -> {
                awaited.addLast(new Awaited(first.specimen(), made, pool.submit(made.pixels())));
            });
            take(inFlightLimit - 1);
        }
    }

    /** The picture, or a note why there is none. */
    private Optional<Picture> made(Made making) {
        try {
            Optional<Picture> picture = making.picture().get();
            if (picture.isEmpty()) {
                unscored.add(new Unscored(making.specimen(), "blank", ""));
            }
            return picture;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BadSampleException unreadable) {
                unscored.add(new Unscored(making.specimen(), "unreadable", unreadable.getMessage()));
                return Optional.empty();
            }
            throw e.getCause() instanceof RuntimeException ours
                    ? ours
                    : new EvaluationException("a picture can't be made: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EvaluationException("interrupted while waiting for pictures", e);
        }
    }

    /** Takes the first scores, those that are there and those that must be awaited so that no more than so many are left. */
    private void take(int left) {
        while (awaited.size() > left
                || (!awaited.isEmpty() && awaited.peekFirst().score().isDone())) {
            takeFirst();
        }
    }

    private void takeFirst() {
        Awaited first = awaited.removeFirst();
        try {
            watch.await(first.score());
            Score score = PoolWatch.finished(first.score());
            workers.count(score.worker(), score.fallback());
            scored.add(Scored.picture(first.specimen(), first.picture().present(), score.value()));
            gallery.offer(new Gallery.Shown(first.specimen(), score.value(), first.picture()));
        } catch (PictureRejectedException e) {
            unscored.add(new Unscored(first.specimen(), "rejected", e.getMessage()));
        }
        progress.accept(scored.size() + (long) unscored.size());
    }
}

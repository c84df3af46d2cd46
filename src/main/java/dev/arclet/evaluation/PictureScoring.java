package dev.arclet.evaluation;

import dev.arclet.evaluation.ScoredSample.Throughput;
import dev.arclet.evaluation.sample.LabelledPicture;
import dev.arclet.evaluation.sample.PictureSource;
import dev.arclet.evaluation.sample.Specimen;
import dev.arclet.picture.Picture;
import dev.arclet.scoring.PictureRejectedException;
import dev.arclet.scoring.Score;
import dev.arclet.scoring.WorkerPool;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/**
 * Scores a source of pictures with the pool that serves: pictures are read and made on the calling thread while the workers score those
 * before. Only pictures in flight and those of the gallery are in memory.
 */
public final class PictureScoring {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final WorkerPool pool;
    private final int inFlightLimit;
    private final Duration patience;
    private final LongConsumer progress;
    private final Deque<Awaited> awaited = new ArrayDeque<>();
    private final List<Scored> scored = new ArrayList<>();
    private final List<Specimen> unscored = new ArrayList<>();
    private final Gallery.Selection gallery = new Gallery.Selection();

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
        this.patience = patience;
        this.progress = progress;
    }

    /**
     * Scores all of it, once.
     *
     * @throws EvaluationException if no worker answers any more
     */
    public ScoredSample score(PictureSource source) throws IOException {
        long start = System.nanoTime();
        for (var next = source.next(); next.isPresent(); next = source.next()) {
            submit(next.get());
            while (awaited.size() >= inFlightLimit
                    || (!awaited.isEmpty() && awaited.peekFirst().score().isDone())) {
                takeFirst();
            }
        }
        while (!awaited.isEmpty()) {
            takeFirst();
        }
        return new ScoredSample(scored, unscored, gallery.gallery(), Throughput.since(start, scored.size()));
    }

    private void submit(LabelledPicture labelled) {
        if (labelled.picture().isEmpty()) {
            unscored.add(labelled.specimen());
            return;
        }
        Picture picture = labelled.picture().get();
        awaited.addLast(new Awaited(labelled.specimen(), picture, pool.submit(picture.pixels())));
    }

    private void takeFirst() {
        Awaited first = awaited.removeFirst();
        try {
            float score = await(first.score()).value();
            List<String> bands = first.picture().present();
            scored.add(new Scored(first.specimen(), bands, score, List.of(new Scored.Step(bands.size(), score))));
            gallery.offer(new Gallery.Shown(first.specimen(), score, first.picture()));
        } catch (PictureRejectedException e) {
            unscored.add(first.specimen());
        }
        progress.accept(scored.size() + (long) unscored.size());
    }

    private Score await(CompletableFuture<Score> score) {
        while (true) {
            try {
                return score.get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                requireHope();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof PictureRejectedException rejected) {
                    throw rejected;
                }
                throw new EvaluationException(
                        "the worker pool failed: " + e.getCause().getMessage(), e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EvaluationException("interrupted while waiting for scores", e);
            }
        }
    }

    private void requireHope() {
        var health = pool.health();
        health.outage().filter(outage -> outage.compareTo(patience) > 0).ifPresent(outage -> {
            throw new EvaluationException(
                    "no worker has answered for %d s (%s); start again when one is back"
                            .formatted(outage.toSeconds(), health.lastFailure().orElse("no failure reported")),
                    null);
        });
    }
}

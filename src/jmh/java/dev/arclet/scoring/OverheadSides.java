package dev.arclet.scoring;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** The same pictures, scored three ways. */
final class OverheadSides {
    static final int BATCH = 32;

    /** With the pool: enough for a full batch whenever the worker is free. */
    private static final int BATCHES_OUTSTANDING = 4;

    private static final long RAMP_NANOS = Duration.ofMillis(200).toNanos();
    private static final long SATURATED_NANOS = Duration.ofMillis(500).toNanos();

    private final List<float[]> pictures;

    OverheadSides(ModelBundle bundle) {
        SplittableRandom random = new SplittableRandom(1);
        this.pictures = IntStream.range(0, BATCH)
                .mapToObj(i -> picture(random, bundle.pictureLength()))
                .toList();
    }

    private static float[] picture(SplittableRandom random, int length) {
        float[] picture = new float[length];
        for (int i = 0; i < length; i++) {
            picture[i] = (float) random.nextDouble();
        }
        return picture;
    }

    /** One way. */
    interface Side {
        String name();

        /** Pictures a second, as fast as it goes. */
        double saturatedRate() throws Exception;

        /** Returns when the score is there. */
        void scoreOne() throws Exception;
    }

    List<Side> of(BareSession bare, LocalWorker alone, WorkerPool pool) {
        float[] scores = new float[BATCH];
        return List.of(
                new Looped("bare", bare::score),
                new Looped("DJL alone", batch -> alone.score(batch, scores)),
                new Pooled(pool));
    }

    /** Scores a batch and blocks. */
    private interface Scorer {
        void score(PictureBatch batch) throws Exception;
    }

    private final class Looped implements Side {
        private final String name;
        private final Scorer scorer;

        Looped(String name, Scorer scorer) {
            this.name = name;
            this.scorer = scorer;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public double saturatedRate() throws Exception {
            PictureBatch batch = new PictureBatch(pictures);
            runFor(RAMP_NANOS, () -> scorer.score(batch));
            long start = System.nanoTime();
            long batches = runFor(SATURATED_NANOS, () -> scorer.score(batch));
            return batches * BATCH / ((System.nanoTime() - start) / 1e9);
        }

        @Override
        public void scoreOne() throws Exception {
            scorer.score(new PictureBatch(pictures.subList(0, 1)));
        }
    }

    private final class Pooled implements Side {
        private final WorkerPool pool;

        Pooled(WorkerPool pool) {
            this.pool = pool;
        }

        @Override
        public String name() {
            return "pool";
        }

        /** As the road does: it hands over one after the other, and waits for the oldest when its bound is reached. */
        @Override
        public double saturatedRate() throws Exception {
            Deque<CompletableFuture<Score>> awaited = new ArrayDeque<>();
            Step scoreAnother = () -> {
                awaited.addLast(pool.submit(pictures.get(awaited.size() % BATCH)));
                if (awaited.size() > BATCHES_OUTSTANDING * BATCH) {
                    awaited.removeFirst().get();
                }
            };
            runFor(RAMP_NANOS, scoreAnother);
            long start = System.nanoTime();
            long scored = runFor(SATURATED_NANOS, scoreAnother);
            double rate = scored / ((System.nanoTime() - start) / 1e9);
            for (CompletableFuture<Score> score : awaited) {
                score.get();
            }
            return rate;
        }

        @Override
        public void scoreOne() throws Exception {
            pool.submit(pictures.get(0)).get();
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private static long runFor(long nanos, Step step) throws Exception {
        long end = System.nanoTime() + nanos;
        long count = 0;
        while (System.nanoTime() < end) {
            step.run();
            count++;
        }
        return count;
    }
}

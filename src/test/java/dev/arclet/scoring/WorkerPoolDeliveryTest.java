package dev.arclet.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Whatever workers do, every picture is answered once, with its own score. */
class WorkerPoolDeliveryTest {
    private static final int PICTURES = 300;
    private static final float POISON = 2f;

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void everyPictureIsAnsweredOnceThoughWorkersFail(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 3) int workers,
            @ForAll @IntRange(min = 0, max = 40) int failPercent,
            @ForAll @IntRange(min = 1, max = 9) int maxBatch)
            throws Exception {
        Outcome outcome = new Outcome(PICTURES);
        List<FunctionWorker> unsteady = unsteady(seed, workers, failPercent, maxBatch);
        try (WorkerPool pool = pool(unsteady)) {
            submitFromTwoThreads(pool, outcome, 0);
            assertTrue(outcome.allAnswered.await(50, TimeUnit.SECONDS), () -> "unanswered: " + outcome.unanswered());
            assertEquals(0, pool.stats().waiting() + pool.stats().inFlight());
        }

        assertEquals(List.of(), List.copyOf(outcome.mistakes));
        unsteady.forEach(worker -> assertEquals(List.of(), worker.misuse()));
        for (int i = 0; i < PICTURES; i++) {
            assertEquals(1, outcome.answers.get(i), "answers of picture " + i);
        }
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void everyPictureIsAnsweredOnceThoughThePoolIsClosedInBetween(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 6) int closeAfterMillis) throws Exception {
        Outcome outcome = new Outcome(PICTURES);
        List<FunctionWorker> unsteady = unsteady(seed, 2, 10, 4);
        try (WorkerPool pool = pool(unsteady)) {
            submitFromTwoThreads(pool, outcome, closeAfterMillis);
        }
        assertTrue(outcome.allAnswered.await(50, TimeUnit.SECONDS), () -> "unanswered: " + outcome.unanswered());

        assertEquals(List.of(), List.copyOf(outcome.mistakes));
        unsteady.forEach(worker -> assertEquals(List.of(), worker.misuse()));
        for (int i = 0; i < PICTURES; i++) {
            assertEquals(1, outcome.answers.get(i), "answers of picture " + i);
        }
    }

    private static List<FunctionWorker> unsteady(long seed, int workers, int failPercent, int maxBatch) {
        List<FunctionWorker> unsteady = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            unsteady.add(unsteady("w" + i, new SplittableRandom(seed + i), failPercent, maxBatch));
        }
        return unsteady;
    }

    private static WorkerPool pool(List<FunctionWorker> workers) {
        PoolSettings settings = new PoolSettings(
                BatchPolicy.upTo(8), 3, Duration.ofMillis(1), Duration.ofMillis(4), Duration.ofSeconds(5));
        return new WorkerPool(
                workers, FunctionWorker.PICTURE_LENGTH, settings, new SimpleMeterRegistry(), System::nanoTime);
    }

    /** Scores, throws, throws errors, answers half, or NaN; and throws always when a picture is poison. */
    private static FunctionWorker unsteady(String name, SplittableRandom random, int failPercent, int maxBatch) {
        return new FunctionWorker(name, BatchSizes.upTo(maxBatch), pictures -> {
            for (float picture : pictures) {
                if (picture == POISON) {
                    throw new WorkerException("poison");
                }
            }
            float[] scores = pictures.clone();
            if (random.nextInt(100) < failPercent) {
                switch (random.nextInt(4)) {
                    case 0 -> throw new WorkerException("unsteady");
                    case 1 -> throw new StackOverflowError("unsteady");
                    case 2 -> scores[random.nextInt(scores.length)] = Float.NaN;
                    default -> {
                        return Arrays.copyOf(scores, scores.length / 2);
                    }
                }
            }
            return scores;
        });
    }

    /** Pictures are their own number as a fraction, so that a score tells whose it is; every fiftieth is poison. */
    private static void submitFromTwoThreads(WorkerPool pool, Outcome outcome, int closeAfterMillis) throws Exception {
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int half = 0; half < 2; half++) {
            int first = half * PICTURES / 2;
            threads.add(CompletableFuture.runAsync(() -> {
                for (int i = first; i < first + PICTURES / 2; i++) {
                    int picture = i;
                    float value = i % 50 == 49 ? POISON : (float) i / PICTURES;
                    CompletableFuture<Score> unused = pool.submit(new float[] {value})
                            .whenComplete((score, failure) -> outcome.answered(picture, value, score, failure));
                    Thread.onSpinWait();
                }
            }));
        }
        if (closeAfterMillis > 0) {
            Thread.sleep(closeAfterMillis);
            pool.close();
        }
        for (CompletableFuture<Void> thread : threads) {
            thread.get(30, TimeUnit.SECONDS);
        }
    }

    private static final class Outcome {
        final AtomicIntegerArray answers;
        final CountDownLatch allAnswered;
        final ConcurrentLinkedQueue<String> mistakes = new ConcurrentLinkedQueue<>();

        Outcome(int pictures) {
            this.answers = new AtomicIntegerArray(pictures);
            this.allAnswered = new CountDownLatch(pictures);
        }

        void answered(int picture, float value, Score score, Throwable failure) {
            answers.incrementAndGet(picture);
            if (failure == null && score.value() != value) {
                mistakes.add("picture " + picture + " got the score of another: " + score);
            }
            if (failure != null
                    && !(failure instanceof PictureRejectedException || failure instanceof PoolClosedException)) {
                mistakes.add("picture " + picture + " failed with " + failure);
            }
            if (failure instanceof PictureRejectedException && value != POISON) {
                mistakes.add("picture " + picture + " is good and was rejected: " + failure);
            }
            if (value == POISON && failure == null) {
                mistakes.add("picture " + picture + " is poison and got " + score);
            }
            allAnswered.countDown();
        }

        List<Integer> unanswered() {
            List<Integer> missing = new ArrayList<>();
            for (int i = 0; i < answers.length(); i++) {
                if (answers.get(i) == 0) {
                    missing.add(i);
                }
            }
            return missing;
        }
    }
}

package dev.arclet.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.picture.View;
import dev.arclet.scoring.BatchPolicy;
import dev.arclet.scoring.BatchSizes;
import dev.arclet.scoring.LocalWorker;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.OnnxModels;
import dev.arclet.scoring.PictureBatch;
import dev.arclet.scoring.PoolSettings;
import dev.arclet.scoring.TestBundles;
import dev.arclet.scoring.Worker;
import dev.arclet.scoring.WorkerException;
import dev.arclet.scoring.WorkerPool;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OpenLoopTest {
    private static final int SIZE = 12;
    private static final int STALL_MILLIS = 300;

    @TempDir
    Path folder;

    /** Scores as told; a picture's score is its first pixel. */
    private record TestWorker(Wait pause) implements Worker {
        interface Wait {
            void before(PictureBatch batch) throws InterruptedException, WorkerException;
        }

        @Override
        public String name() {
            return "test";
        }

        @Override
        public BatchSizes batchSizes() {
            return BatchSizes.upTo(1000);
        }

        @Override
        public void score(PictureBatch batch, float[] scores) throws WorkerException {
            try {
                pause.before(batch);
            } catch (InterruptedException e) {
                throw new WorkerException("interrupted", e);
            }
            for (int i = 0; i < batch.size(); i++) {
                scores[i] = batch.picture(i)[0];
            }
        }

        @Override
        public void close() {}
    }

    private static WorkerPool pool(Worker worker, int pictureLength) {
        return new WorkerPool(
                List.of(worker),
                pictureLength,
                PoolSettings.of(BatchPolicy.upTo(1000)),
                new SimpleMeterRegistry(),
                () -> System.currentTimeMillis() * 1000);
    }

    @Test
    void aRealNetworkAnswersAllOfASchedule() throws Exception {
        ModelBundle bundle = bundle();
        Worker worker = LocalWorker.open("cpu0", bundle, new LocalWorker.Options(1, 16, false));
        try (WorkerPool pool = pool(worker, bundle.pictureLength())) {
            Schedule schedule = Schedule.poisson(500, Duration.ofMillis(400), 7);
            LoadResult result =
                    new OpenLoop(pool, NoisePictures.of(bundle.pictureLength())).run(schedule, Duration.ofSeconds(20));

            assertEquals(schedule.size(), result.sent());
            assertEquals(schedule.size(), result.answered());
            assertEquals(schedule.size(), result.latencies().getTotalCount());
            assertEquals(schedule.size(), pool.stats().pictures());
        }
    }

    /** A generator that waited for answers would have sent one picture during the stall, and seen one long latency. */
    @Test
    void aStallShowsInTheLatenciesOfAllThatCameMeanwhile() throws Exception {
        boolean[] stalled = new boolean[1];
        TestWorker worker = new TestWorker(batch -> {
            if (!stalled[0]) {
                stalled[0] = true;
                Thread.sleep(STALL_MILLIS);
            }
        });
        try (WorkerPool pool = pool(worker, 1)) {
            Schedule schedule = Schedule.poisson(1000, Duration.ofMillis(600), 3);
            int inFirstHalf = 0;
            for (int i = 0; i < schedule.size(); i++) {
                boolean early = schedule.nanos(i) < TimeUnit.MILLISECONDS.toNanos(STALL_MILLIS / 2);
                inFirstHalf += early ? 1 : 0;
            }
            LoadResult result = new OpenLoop(pool, List.of(new float[] {0.5f})).run(schedule, Duration.ofSeconds(20));

            long waited = result.latencies()
                    .getCountBetweenValues(TimeUnit.MILLISECONDS.toMicros(STALL_MILLIS / 2 - 10), Long.MAX_VALUE);
            assertTrue(inFirstHalf > 100, "too few to tell anything: " + inFirstHalf);
            assertTrue(waited >= inFirstHalf, waited + " waited long, of " + inFirstHalf + " that had to");
        }
    }

    @Test
    void whatIsNotAnsweredIsCountedAndItsWaitTooAndTheNextLoadStartsAnew() throws Exception {
        boolean[] slow = {true};
        TestWorker worker = new TestWorker(batch -> Thread.sleep(slow[0] ? 1000 : 0));
        try (WorkerPool pool = pool(worker, 1)) {
            OpenLoop loop = new OpenLoop(pool, List.of(new float[] {0.5f}));
            LoadResult first = loop.run(Schedule.atOnce(50), Duration.ofMillis(100));
            slow[0] = false;
            LoadResult second = loop.run(Schedule.atOnce(50), Duration.ofSeconds(20));

            assertEquals(50, first.unanswered());
            assertEquals(50, first.latencies().getTotalCount());
            assertTrue(
                    first.latencies().getMinValue() >= 99_000,
                    "waits of " + first.latencies().getMinValue() + " us");
            assertEquals(50, second.answered());
        }
    }

    @Test
    void aLoadAboveWhatThePairCanDoIsNotHeldHoweverShortItIs() throws Exception {
        try (WorkerPool pool = pool(new TestWorker(batch -> {}), 1)) {
            Goal goal = new Goal(270, Duration.ofSeconds(1), Merit.AUROC, Duration.ofSeconds(1), List.of(), 1);
            LoadResult quick =
                    new OpenLoop(pool, List.of(new float[] {0.5f})).run(Schedule.atOnce(10), Duration.ofSeconds(20));

            assertEquals(
                    "it scores 250 a second at most",
                    Load.of(270, 250, quick, goal).miss().orElseThrow());
        }
    }

    @Test
    void aWorkerThatFailsSaysWhyWhenItIsMeasured() {
        TestWorker worker = new TestWorker(batch -> {
            throw new WorkerException("no such kernel");
        });

        TrialException e = assertThrows(
                TrialException.class,
                () -> BareRate.measure(List.of(worker), List.of(new float[1]), Duration.ofMillis(10)));
        assertEquals("no such kernel", e.getMessage());
    }

    @Test
    void theRateOfWorkersThatTakeTheirTimeIsWhatTheirBatchesMake() throws Exception {
        TestWorker worker = new TestWorker(batch -> Thread.sleep(10));

        BareRate rate = BareRate.measure(List.of(worker, worker), List.of(new float[1]), Duration.ofMillis(200));

        assertEquals(1000, rate.best().batch(), "the larger the batch, the more a second");
        assertTrue(rate.best().batchMillis() >= 10, rate.toString());
        assertTrue(rate.best().perSecond() <= 200_000, rate.toString());
        assertEquals(
                List.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1000),
                rate.all().stream().map(BareRate.AtSize::batch).toList());
    }

    private ModelBundle bundle() {
        return TestBundles.write(
                folder.resolve("net"), View.OBJECT, List.of("i", "r", "g"), SIZE, OnnxModels.convolution(3, SIZE, 4));
    }
}

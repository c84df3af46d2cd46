package dev.arclet.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.latency.EpochMicros;
import dev.arclet.scoring.BatchPolicy;
import dev.arclet.scoring.PoolSettings;
import dev.arclet.scoring.Worker;
import dev.arclet.scoring.WorkerPool;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PoolRateTest {
    private static final EpochMicros CLOCK = EpochMicros.system();
    private static final Duration SPAN = Duration.ofMillis(300);

    private static WorkerPool pool(Worker worker) {
        return new WorkerPool(
                List.of(worker), 1, PoolSettings.of(BatchPolicy.upTo(4)), new SimpleMeterRegistry(), CLOCK::now);
    }

    private static Goal goal(double perSecond, Duration p99) {
        return new Goal(perSecond, p99, Merit.AUROC, SPAN, List.of(0.5), 1);
    }

    private static BareRate alone(double perSecond) {
        BareRate.AtSize best = new BareRate.AtSize(4, perSecond, 4000 / perSecond);
        return new BareRate(best, List.of(best));
    }

    private static PoolRate measure(WorkerPool pool, Goal goal) throws TrialException {
        return PoolRate.measure(pool, CLOCK, List.of(new float[] {0.5f}), alone(200), 4, goal);
    }

    /** Above its rate a queue grows for as long as the load goes on, so that a latency there would only tell how long that was. */
    @Test
    void aRateThatThePairCannotReachIsMissedAndNotRun() throws Exception {
        try (WorkerPool pool = pool(new PausingWorker(4, batch -> Thread.sleep(20)))) {
            PoolRate rate = measure(pool, goal(5_000, Duration.ofSeconds(30)));

            assertTrue(rate.perSecond() <= 4 / 0.020, rate.toString());
            // The generator may be held up while it sends, and a batch leave with fewer.
            assertTrue(rate.meanBatch() > 1 && rate.meanBatch() <= 4, rate.toString());
            assertFalse(rate.loads().isEmpty());
            for (Load load : rate.loads()) {
                assertTrue(load.perSecond() <= rate.perSecond(), load.toString());
                assertEquals(load.sent(), load.answered());
                assertEquals("", load.miss().orElse(""));
            }
            assertEquals(
                    String.format("it scores %.0f a second at most", rate.perSecond()),
                    rate.miss(5_000).orElseThrow());
        }
    }

    /** It hangs after the rate was measured, with 4 pictures and then with 60, and some of the first load. */
    @Test
    void aWorkerThatHangsUnderALoadIsToldByWhatIsMissing() throws Exception {
        AtomicInteger pictures = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        PausingWorker worker = new PausingWorker(4, batch -> {
            Thread.sleep(2);
            if (pictures.addAndGet(batch.size()) > 4 + 60 + 20) {
                end.await();
            }
        });
        try (WorkerPool pool = pool(worker)) {
            PoolRate rate = measure(pool, goal(270, Duration.ofMillis(5)));

            assertEquals(1, rate.loads().size(), "no more loads once pictures were lost: " + rate);
            Load load = rate.loads().get(0);
            assertTrue(load.unanswered() > 0, load.toString());
            assertEquals(load.sent(), load.answered() + load.unanswered());
            String miss = rate.miss(rate.loads().get(0).perSecond()).orElseThrow();
            assertEquals(load.unanswered() + " of " + load.sent() + " were not scored", miss);
            end.countDown();
        } finally {
            end.countDown();
        }
    }

    @Test
    void aPairThatCannotScoreSomePicturesIsNotMeasured() {
        List<float[]> pictures = List.of(new float[] {0.5f}, new float[] {Float.NaN});
        try (WorkerPool pool = pool(new PausingWorker(4, batch -> {}))) {
            TrialException e = assertThrows(
                    TrialException.class,
                    () -> PoolRate.measure(pool, CLOCK, pictures, alone(200), 4, goal(270, Duration.ofSeconds(1))));

            assertTrue(e.getMessage().startsWith("2 of 4 pictures were rejected: "), e.getMessage());
            assertTrue(e.getMessage().contains("NaN"), e.getMessage());
        }
    }
}

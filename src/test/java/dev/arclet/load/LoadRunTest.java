package dev.arclet.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.latency.EpochMicros;
import dev.arclet.latency.Timeline;
import dev.arclet.load.Answer.Ending;
import dev.arclet.load.target.PoolTarget;
import dev.arclet.load.watch.Instruments;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LoadRunTest {
    private static final Duration STALL = Duration.ofMillis(600);

    private final EpochMicros clock = EpochMicros.system();

    /** A target that does what a test says with each number, and answers by {@link #answer}. */
    private final class ScriptedTarget implements Target {
        private final LongConsumer script;
        private Consumer<Answer> sink = answer -> {};

        ScriptedTarget(LongConsumer script) {
            this.script = script;
        }

        void answer(long number) {
            sink.accept(new Answer(number, Ending.SCORED, clock.now(), Timeline.empty(), 1));
        }

        @Override
        public void answerTo(Consumer<Answer> next) {
            sink = next;
        }

        @Override
        public void send(long number) {
            script.accept(number);
            answer(number);
        }

        @Override
        public void close() {}
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RunResult run(Target target, LoadPlan plan) throws InterruptedException {
        return run(target, Instruments.none(), plan);
    }

    private RunResult run(Target target, Instruments instruments, LoadPlan plan) throws InterruptedException {
        return new LoadRun(target, instruments, clock, () -> false)
                .run(plan, Optional.empty(), false)
                .result();
    }

    private static LoadPlan server(double rate, long millis) {
        return LoadPlan.server(rate, Duration.ZERO, Duration.ofMillis(millis), 1);
    }

    private static LoadPlan impatient(double rate, long millis) {
        return new LoadPlan(
                Scenario.SERVER,
                rate,
                Duration.ZERO,
                Duration.ofMillis(millis),
                1,
                1,
                Duration.ZERO,
                Duration.ZERO,
                8,
                1,
                Duration.ofMillis(300));
    }

    /** Were latencies counted from when an alert was handed over, only one of some 400 would be late. */
    @Test
    void aTargetThatTakesNoMoreForAWhileIsLateForAllThatWereDueMeanwhile() throws InterruptedException {
        ScriptedTarget target = new ScriptedTarget(number -> sleep(number == 100 ? STALL : Duration.ZERO));

        RunResult result = run(target, server(200, 2_000));

        assertEquals(List.of(), targetsProblems(result));
        double expected = 200 * STALL.toMillis() / 1e3;
        double late = result.latency().count() * shareLongerThan(result, STALL.toMillis() / 10.0);
        assertTrue(late > expected / 2, late + " late of about " + expected);
        assertTrue(
                result.latency().p90() > STALL.toMillis() / 4.0,
                result.latency().toString());
        assertTrue(result.generator().furthestBehind() >= STALL.toMillis() * 0.9);
    }

    private static double shareLongerThan(RunResult result, double millis) {
        return result.curve().stream()
                .filter(point -> point.millis() > millis)
                .mapToDouble(point -> 1 - point.percentile() / 100)
                .max()
                .orElse(0);
    }

    /** A worker that sleeps through one of its batches. */
    private static final class StallingWorker implements Worker {
        private final AtomicInteger batches = new AtomicInteger();

        @Override
        public String name() {
            return "stalling";
        }

        @Override
        public BatchSizes batchSizes() {
            return BatchSizes.upTo(4);
        }

        @Override
        public void score(PictureBatch batch, float[] scores) throws WorkerException {
            sleep(batches.incrementAndGet() == 20 ? STALL : Duration.ZERO);
            Arrays.fill(scores, 0, batch.size(), 0.5f);
        }

        @Override
        public void close() {}
    }

    @Test
    void aWorkerThatStallsShowsInTheLatenciesOfAllThatCameMeanwhile() throws InterruptedException {
        try (WorkerPool pool = new WorkerPool(
                List.of(new StallingWorker()),
                1,
                PoolSettings.of(BatchPolicy.upTo(4)),
                new SimpleMeterRegistry(),
                clock::now)) {
            RunResult result = run(new PoolTarget(pool, List.of(new float[1]), clock), server(200, 2_000));

            assertEquals(List.of(), targetsProblems(result));
            assertTrue(
                    result.latency().max() >= STALL.toMillis() * 0.9,
                    result.latency().toString());
            assertTrue(
                    result.latency().count() * shareLongerThan(result, STALL.toMillis() / 10.0) > 50,
                    result.curve().toString());
            double wait = result.legs().stream()
                    .filter(leg -> leg.leg().equals("wait"))
                    .findFirst()
                    .orElseThrow()
                    .time()
                    .max();
            assertTrue(wait >= STALL.toMillis() * 0.5, "those who came meanwhile waited for the worker: " + wait);
        }
    }

    @Test
    void anAlertThatIsNeverAnsweredMakesItNoMeasurement() throws InterruptedException {
        Target honest = new ScriptedTarget(number -> {});
        Target losing = new Target() {
            @Override
            public void answerTo(Consumer<Answer> sink) {
                honest.answerTo(sink);
            }

            @Override
            public void send(long number) {
                if (number != 7) {
                    honest.send(number);
                }
            }

            @Override
            public void close() {}
        };

        RunResult result = run(losing, impatient(100, 500));

        assertFalse(result.valid());
        assertEquals(1, result.account().lost());
        assertTrue(
                result.problems().get(0).startsWith("1 of "), result.problems().toString());
        assertFalse(result.holds(1e9), "no bound holds in what is no measurement");
    }

    @Test
    void anAlertThatIsAnsweredTwiceMakesItNoMeasurement() throws InterruptedException {
        ScriptedTarget[] target = new ScriptedTarget[1];
        target[0] = new ScriptedTarget(number -> {
            if (number == 7) {
                target[0].answer(number);
            }
        });

        RunResult result = run(target[0], server(100, 500));

        assertEquals(List.of("1 alerts were answered more than once"), targetsProblems(result));
        assertEquals(1, result.account().repeated());
    }

    /** What was wrong with the target; a generator that is late by itself tells of the machine that the test runs on. */
    private static List<String> targetsProblems(RunResult result) {
        return result.problems().stream()
                .filter(problem -> !problem.startsWith("the generator was late by itself"))
                .toList();
    }

    /** This clock loses 40 ms at every twentieth look, as a generator does that does not get its processor. */
    @Test
    void aGeneratorThatIsLateByItselfMakesItNoMeasurement() throws InterruptedException {
        AtomicLong looks = new AtomicLong();
        EpochMicros jumping = () -> clock.now() + looks.incrementAndGet() / 20 * 40_000;
        Target target = new ScriptedTarget(number -> {});

        RunResult result = new LoadRun(target, Instruments.none(), jumping, () -> false)
                .run(server(300, 3_000), Optional.empty(), false)
                .result();

        assertTrue(
                result.problems().toString().contains("late by itself"), result.problems() + " " + result.generator());
    }

    @Test
    void legsAddUpAndEveryPictureIsInABatchOfARealNetwork(@TempDir Path folder) throws Exception {
        ModelBundle model = TestBundles.write(
                folder.resolve("net"), View.OBJECT, List.of("i", "r"), 16, OnnxModels.convolution(2, 16, 8));
        try (WorkerPool pool = new WorkerPool(
                List.of(LocalWorker.open("cpu0", model, new LocalWorker.Options(1, 8, false))),
                model.pictureLength(),
                PoolSettings.of(BatchPolicy.upTo(8)),
                new SimpleMeterRegistry(),
                clock::now)) {
            PoolTarget target = new PoolTarget(pool, List.of(new float[model.pictureLength()]), clock);

            RunResult result = run(target, Instruments.of(pool::stats), server(300, 1_500));

            assertEquals(List.of(), targetsProblems(result));
            double sum =
                    result.legs().stream().mapToDouble(leg -> leg.time().mean()).sum();
            assertEquals(result.latency().mean(), sum, 0.01 + 0.02 * sum);
            assertEquals(
                    List.of("schedule", "wait", "infer", "deliver"),
                    result.legs().stream().map(RunResult.LegTime::leg).toList());
            assertEquals(result.account().sent(), result.account().scored());
            assertEquals(result.account().sent(), result.workers().get(0).pictures());
            long inBatches = result.batches().entrySet().stream()
                    .mapToLong(batch -> batch.getKey() * batch.getValue())
                    .sum();
            assertEquals(result.account().scored(), inBatches);
            assertTrue(result.workers().get(0).utilisation() > 0);
        }
    }

    @Test
    void inASingleStreamTheNextAlertWaitsForTheAnswer() throws InterruptedException {
        AtomicLong open = new AtomicLong();
        AtomicLong most = new AtomicLong();
        Target slow = new AnsweringLater(Duration.ofMillis(3), open, most);

        LoadPlan plan = server(1, 300).as(Scenario.SINGLE_STREAM);
        RunResult result = run(slow, plan);

        assertEquals(List.of(), targetsProblems(result));
        assertEquals(1, most.get());
        assertTrue(result.latency().p50() >= 3, result.latency().toString());
    }

    @Test
    void theLatencyOfAGroupIsThatOfItsLastAlert() throws InterruptedException {
        AtomicLong open = new AtomicLong();
        AtomicLong most = new AtomicLong();

        RunResult result = run(
                new AnsweringLater(Duration.ofMillis(2), open, most),
                server(1, 300).as(Scenario.MULTI_STREAM));

        assertEquals(8, most.get());
        assertEquals(result.account().sent(), 8 * result.latency().count());
        assertTrue(result.latency().p50() >= 16, "eight alerts, one after the other: " + result.latency());
    }

    /** Answers one after the other, each a while after the one before, on a thread of its own. */
    private final class AnsweringLater implements Target {
        private final ExecutorService one = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "answers");
            thread.setDaemon(true);
            return thread;
        });
        private final Duration after;
        private final AtomicLong open;
        private final AtomicLong most;
        private Consumer<Answer> sink = answer -> {};

        AnsweringLater(Duration after, AtomicLong open, AtomicLong most) {
            this.after = after;
            this.open = open;
            this.most = most;
        }

        @Override
        public void answerTo(Consumer<Answer> next) {
            sink = next;
        }

        @Override
        public void send(long number) {
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            one.execute(() -> {
                sleep(after);
                open.decrementAndGet();
                sink.accept(new Answer(number, Ending.SCORED, clock.now(), Timeline.empty(), 1));
            });
        }

        @Override
        public void close() {
            one.shutdownNow();
        }
    }

    @Test
    void everyVisitIsDrainedByItself() throws InterruptedException {
        Target target = new ScriptedTarget(number -> sleep(number == 149 ? STALL : Duration.ZERO));
        LoadPlan plan = new LoadPlan(
                Scenario.VISIT,
                1,
                Duration.ZERO,
                Duration.ofSeconds(1),
                100,
                3,
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                8,
                1,
                Duration.ofSeconds(5));

        RunResult result = run(target, plan);

        assertEquals(List.of(), targetsProblems(result));
        assertEquals(3, result.visits().size());
        result.visits().forEach(visit -> assertEquals(100, visit.answered()));
        assertTrue(result.visits().get(1).drained() > 0.6, result.visits().toString());
        assertEquals(result.slowestVisit(), result.visits().get(1).drained());
    }

    @Test
    void aRunWhoseBoundIsOutOfReachEndsEarlyWhereItIsOnlyAProbe() throws InterruptedException {
        Target slow = new ScriptedTarget(number -> sleep(Duration.ofMillis(20)));

        RunResult result = new LoadRun(slow, Instruments.none(), clock, () -> false)
                .run(server(500, 20_000), Optional.of(Duration.ofMillis(50)), true)
                .result();

        assertTrue(result.cutShort());
        assertFalse(result.holds(50));
        assertTrue(
                result.account().sent() < 10_000 / 4, "sent " + result.account().sent());
        assertEquals(0, result.account().lost());
    }
}

package dev.arclet.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerPoolTest {
    private static final PoolSettings SETTINGS = new PoolSettings(
            BatchPolicy.upTo(8), 3, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(100));
    private static final float BAD = 0.66f;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong clock = new AtomicLong(1_000);
    private final List<WorkerPool> pools = new ArrayList<>();

    @AfterEach
    void closePools() {
        pools.forEach(WorkerPool::close);
    }

    @Test
    void aPictureIsAnsweredWithItsScore() throws Exception {
        WorkerPool pool = pool(FunctionWorker.echo("cpu", 8));

        assertEquals(new Score(0.25f, "cpu", false, 1, 1_001, 1_002), answer(submit(pool, 0.25f)));
    }

    @Test
    void whatComesWhileTheWorkerIsBusyMakesTheNextBatch() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        FunctionWorker worker = new FunctionWorker("cpu", BatchSizes.upTo(8), pictures -> {
            busy.countDown();
            go.await();
            return pictures;
        });
        WorkerPool pool = pool(worker);
        List<CompletableFuture<Score>> answers = new ArrayList<>(List.of(submit(pool, 0.1f)));
        busy.await();
        for (int i = 0; i < 11; i++) {
            answers.add(submit(pool, i / 100f));
        }
        assertEquals(11, pool.stats().waiting());
        assertEquals(1, pool.stats().inFlight());
        go.countDown();
        awaitAll(answers);

        assertEquals(Map.of(1, 1L, 3, 1L, 8, 1L), pool.stats().batchesBySize());
        assertEquals(8, answer(answers.get(1)).batchSize());
        assertEquals(3, answer(answers.get(11)).batchSize());
    }

    @Test
    void oneBadPictureFailsOnlyItself() throws Exception {
        FunctionWorker worker = new FunctionWorker("cpu", BatchSizes.upTo(8), WorkerPoolTest::throwOnBad);
        WorkerPool pool = pool(worker);
        List<CompletableFuture<Score>> good = new ArrayList<>();
        CompletableFuture<Score> bad = new CompletableFuture<>();
        for (int i = 0; i < 20; i++) {
            if (i == 9) {
                bad = submit(pool, BAD);
            } else {
                good.add(submit(pool, i / 100f));
            }
        }
        awaitAll(good);

        PictureRejectedException e = assertInstanceOf(PictureRejectedException.class, failure(bad));
        assertTrue(
                e.getMessage()
                        .matches("no score in \\d+ tries alone, each on a worker that scored another picture after it;"
                                + " last: worker cpu: cannot bear it"),
                e.getMessage());
        assertTrue(pool.health().outage().isEmpty());
        assertEquals(1, pool.stats().workers().get(0).rejected());
    }

    @Test
    void aPictureWhoseScoreIsNotANumberFailsOnlyItself() throws Exception {
        FunctionWorker worker = new FunctionWorker("cpu", BatchSizes.upTo(8), pictures -> {
            float[] scores = pictures.clone();
            for (int i = 0; i < scores.length; i++) {
                scores[i] = scores[i] == BAD ? Float.NaN : scores[i];
            }
            return scores;
        });
        WorkerPool pool = pool(worker);
        CompletableFuture<Score> bad = submit(pool, BAD);
        List<CompletableFuture<Score>> good = List.of(submit(pool, 0.1f), submit(pool, 0.2f));
        awaitAll(good);

        assertInstanceOf(PictureRejectedException.class, failure(bad));
        assertTrue(
                failure(bad).getMessage().contains("score is NaN, not in 0 to 1"),
                failure(bad).getMessage());
    }

    @Test
    void aWorkerThatAnswersTooFewScoresLosesNone() throws Exception {
        FunctionWorker worker = new FunctionWorker("cpu", BatchSizes.upTo(8), pictures -> Arrays.copyOf(pictures, 1));
        WorkerPool pool = pool(worker);
        List<CompletableFuture<Score>> answers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            answers.add(submit(pool, i / 100f));
        }

        for (int i = 0; i < 30; i++) {
            assertEquals(i / 100f, answer(answers.get(i)).value());
        }
    }

    @Test
    void aDeadWorkersPicturesWaitUntilItIsBack() throws Exception {
        FunctionWorker worker = new FunctionWorker("cpu", BatchSizes.upTo(8), WorkerPoolTest::dead);
        WorkerPool pool = pool(worker);
        List<CompletableFuture<Score>> answers = List.of(submit(pool, 0.1f), submit(pool, 0.2f), submit(pool, 0.3f));
        while (pool.health().outage().isEmpty() || pool.stats().workers().get(0).failures() < 6) {
            Thread.sleep(1);
        }
        assertEquals(List.of("cpu"), pool.health().outOfService());
        assertEquals(
                "worker cpu: connection refused", pool.health().lastFailure().orElseThrow());
        assertTrue(answers.stream().noneMatch(CompletableFuture::isDone), "nothing is rejected for the worker's fault");
        worker.behave(pictures -> pictures);
        awaitAll(answers);

        assertEquals(0.3f, answer(answers.get(2)).value());
        assertEquals(3, pool.stats().pictures(), "trials are not counted");
        assertTrue(pool.health().outage().isEmpty());
    }

    @Test
    void aDeadWorkersPicturesAreScoredByAnother() throws Exception {
        FunctionWorker dead = new FunctionWorker("dead", BatchSizes.upTo(8), WorkerPoolTest::dead);
        FunctionWorker well = FunctionWorker.echo("well", 8);
        WorkerPool pool = pool(dead, well);
        List<CompletableFuture<Score>> answers = new ArrayList<>();
        while (dead.batches().size() < 5) {
            answers.add(submit(pool, 0.5f));
            Thread.sleep(1);
        }
        awaitAll(answers);

        for (CompletableFuture<Score> answer : answers) {
            assertEquals("well", answer(answer).worker());
        }
        assertTrue(pool.health().outage().isEmpty(), "one worker is well");
    }

    @Test
    void aPictureThatKillsItsWorkerIsNotTriedForEver() throws Exception {
        AtomicLong down = new AtomicLong();
        FunctionWorker worker = new FunctionWorker("cpu", BatchSizes.upTo(8), pictures -> {
            if (contains(pictures, BAD)) {
                down.set(4);
            }
            if (down.getAndDecrement() > 0) {
                throw new WorkerException("restarting");
            }
            return pictures;
        });
        WorkerPool pool = pool(worker);
        CompletableFuture<Score> bad = submit(pool, BAD);
        CompletableFuture<Score> good = submit(pool, 0.5f);

        assertInstanceOf(PictureRejectedException.class, failure(bad));
        assertEquals(0.5f, answer(good).value());
    }

    @Test
    void aBatchWhoseWorkerWasGoneIsScoredTogetherOnceItIsBack() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicLong calls = new AtomicLong();
        FunctionWorker worker = new FunctionWorker("gpu", BatchSizes.upTo(8), pictures -> {
            go.await();
            if (calls.incrementAndGet() == 2) {
                throw new WorkerUnreachableException("connection reset");
            }
            return pictures;
        });
        WorkerPool pool = pool(worker);
        List<CompletableFuture<Score>> answers = new ArrayList<>(List.of(submit(pool, 0.9f)));
        while (worker.batches().isEmpty()) {
            Thread.sleep(1);
        }
        for (int i = 1; i <= 3; i++) {
            answers.add(submit(pool, i / 10f));
        }
        go.countDown();
        awaitAll(answers);

        List<Float> lost = List.of(0.1f, 0.2f, 0.3f);
        assertEquals(
                List.of(List.of(0.9f), lost, List.of(0.9f), lost),
                worker.batches(),
                "one trial, with the picture that was scored last");
    }

    @Test
    void aPictureThatMakesItsWorkerGoAwayIsNotTriedForEverAndTheOthersOfItsBatchAreScored() throws Exception {
        FunctionWorker worker = new FunctionWorker("gpu", BatchSizes.upTo(8), pictures -> {
            if (contains(pictures, BAD)) {
                throw new WorkerUnreachableException("connection reset");
            }
            return pictures;
        });
        WorkerPool pool = pool(worker);
        List<CompletableFuture<Score>> good = List.of(submit(pool, 0.1f), submit(pool, 0.2f));
        CompletableFuture<Score> bad = submit(pool, BAD);
        awaitAll(good);

        assertInstanceOf(PictureRejectedException.class, failure(bad));
        assertEquals(0.2f, answer(good.get(1)).value());
    }

    @Test
    void aFallbackScoresOnlyWhileNoOtherWorkerIsInServiceAndItsScoresSaySo() throws Exception {
        FunctionWorker gpu = FunctionWorker.echo("gpu", 8);
        FunctionWorker cpu = FunctionWorker.echo("cpu", 8);
        WorkerPool pool = new WorkerPool(
                List.of(gpu), List.of(cpu), FunctionWorker.PICTURE_LENGTH, SETTINGS, meters, clock::incrementAndGet);
        pools.add(pool);
        assertFalse(answer(submit(pool, 0.1f)).fallback());

        gpu.behave(pictures -> {
            throw new WorkerUnreachableException("connection reset");
        });
        Score standIn = answer(submit(pool, 0.2f));
        assertEquals("cpu", standIn.worker());
        assertTrue(standIn.fallback());
        assertEquals(List.of("gpu"), pool.health().outOfService());
        assertEquals(Optional.empty(), pool.health().outage());

        gpu.behave(pictures -> pictures);
        while (!pool.health().outOfService().isEmpty()) {
            Thread.sleep(1);
        }
        assertEquals("gpu", answer(submit(pool, 0.3f)).worker());
        assertEquals(List.of(List.of(0.2f)), cpu.batches());
    }

    @Test
    void aWorkerThatThrowsAnErrorLosesNothing() throws Exception {
        AtomicLong errors = new AtomicLong(2);
        FunctionWorker worker = new FunctionWorker("cpu", BatchSizes.upTo(8), pictures -> {
            if (errors.getAndDecrement() > 0) {
                throw new OutOfMemoryError("device memory");
            }
            return pictures;
        });

        assertEquals(0.5f, answer(submit(pool(worker), 0.5f)).value());
    }

    @Test
    void aStallIsAnOutage() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        FunctionWorker worker = new FunctionWorker("cpu", BatchSizes.upTo(8), pictures -> {
            never.await();
            return pictures;
        });
        WorkerPool pool = pool(worker);
        assertTrue(pool.health().outage().isEmpty());
        CompletableFuture<Score> answer = submit(pool, 0.5f);
        while (pool.health().outage().isEmpty()) {
            Thread.sleep(1);
        }
        assertTrue(pool.health().outage().orElseThrow().compareTo(SETTINGS.stall()) >= 0);
        never.countDown();
        answer(answer);

        assertTrue(pool.health().outage().isEmpty());
    }

    @Test
    void aHungWorkersPicturesAreScoredByAnotherAndItsOwnScoresComeTooLate() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        FunctionWorker hung = new FunctionWorker("hung", BatchSizes.upTo(8), pictures -> {
            go.await();
            return pictures;
        });
        WorkerPool pool = pool(hung, FunctionWorker.echo("well", 8));
        List<CompletableFuture<Score>> answers = new ArrayList<>();
        while (hung.batches().isEmpty()) {
            answers.add(submit(pool, 0.5f));
            Thread.sleep(1);
        }
        awaitAll(answers);

        for (CompletableFuture<Score> answer : answers) {
            assertEquals("well", answer(answer).worker());
        }
        assertEquals(List.of("hung"), pool.health().outOfService());
        assertEquals(1, count("arclet.worker.failures", "hung", "cause", "stall"));
        go.countDown();
        while (count("arclet.worker.late", "hung") < hung.batches().get(0).size()) {
            Thread.sleep(1);
        }
        assertEquals(1, count("arclet.worker.restarts", "hung"));
        assertEquals(List.of(), pool.health().outOfService());
    }

    @Test
    void aStragglersBatchIsGivenToAnotherWorkerToo() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicLong calls = new AtomicLong();
        FunctionWorker straggler = new FunctionWorker("straggler", BatchSizes.upTo(8), pictures -> {
            if (calls.incrementAndGet() == 3) {
                go.await();
            }
            return pictures;
        });
        PoolSettings hedging = new PoolSettings(
                SETTINGS.batches(),
                3,
                Duration.ofMillis(5),
                Duration.ofMillis(20),
                Duration.ofSeconds(60),
                Optional.of(2.0));
        WorkerPool pool = new WorkerPool(
                List.of(straggler, FunctionWorker.echo("well", 8)),
                FunctionWorker.PICTURE_LENGTH,
                hedging,
                meters,
                clock::incrementAndGet);
        pools.add(pool);
        List<CompletableFuture<Score>> answers = new ArrayList<>();
        while (calls.get() < 3) {
            answers.add(submit(pool, 0.5f));
            Thread.sleep(1);
        }
        awaitAll(answers);
        while (count("arclet.worker.hedges", "straggler") == 0) {
            Thread.sleep(1);
        }
        assertEquals(List.of(), pool.health().outOfService(), "it is slow, not out");
        go.countDown();
        while (count("arclet.worker.late", "straggler") == 0) {
            Thread.sleep(1);
        }
        assertEquals(0, pool.stats().waiting() + pool.stats().inFlight());
    }

    @Test
    void workersThatScoreBlankPicturesOnlyCostNoPictureItsScore() throws Exception {
        FunctionWorker one = new FunctionWorker("one", BatchSizes.upTo(8), WorkerPoolTest::onlyBlank);
        FunctionWorker two = new FunctionWorker("two", BatchSizes.upTo(8), WorkerPoolTest::onlyBlank);
        WorkerPool pool = pool(one, two);
        List<CompletableFuture<Score>> answers = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            answers.add(submit(pool, i / 10f));
        }
        while (failures(pool, 0) < 20 || failures(pool, 1) < 20) {
            Thread.sleep(1);
        }
        assertTrue(answers.stream().noneMatch(CompletableFuture::isDone), "a blank picture's score is no evidence");
        one.behave(pictures -> pictures);
        awaitAll(answers);
    }

    @Test
    void workersThatBeginToFailWithEverythingCostNoPictureItsScore() throws Exception {
        FunctionWorker one = FunctionWorker.echo("one", 8);
        FunctionWorker two = FunctionWorker.echo("two", 8);
        WorkerPool pool = pool(one, two);
        for (int i = 1; i <= 50; i++) {
            answer(submit(pool, i / 100f));
        }
        one.behave(WorkerPoolTest::onlyBlank);
        two.behave(WorkerPoolTest::onlyBlank);
        List<CompletableFuture<Score>> answers = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            answers.add(submit(pool, i / 100f));
        }
        while (failures(pool, 0) < 20 || failures(pool, 1) < 20) {
            Thread.sleep(1);
        }
        assertTrue(answers.stream().noneMatch(CompletableFuture::isDone), "they score no real picture any more");
        two.behave(pictures -> pictures);
        awaitAll(answers);
    }

    @Test
    void aBadPictureThatComesFirstLetsTheOthersGoAheadAndIsRejectedOnceTheyAreScored() throws Exception {
        FunctionWorker worker = new FunctionWorker("cpu", BatchSizes.upTo(8), WorkerPoolTest::throwOnBad);
        WorkerPool pool = pool(worker);
        CompletableFuture<Score> bad = submit(pool, BAD);
        while (failures(pool, 0) < 7) {
            Thread.sleep(1);
        }
        assertFalse(bad.isDone(), "nobody knows yet whether this worker can score anything");
        assertEquals(0.5f, answer(submit(pool, 0.5f)).value());

        assertInstanceOf(PictureRejectedException.class, failure(bad));
    }

    @Test
    void aFailedBatchGoesToTheOtherWorkerWholeEvenIfThatOneIsBusy() throws Exception {
        CountDownLatch bothBusy = new CountDownLatch(2);
        CountDownLatch badGo = new CountDownLatch(1);
        CountDownLatch wellGo = new CountDownLatch(1);
        FunctionWorker bad = new FunctionWorker("bad", BatchSizes.upTo(8), pictures -> {
            bothBusy.countDown();
            badGo.await();
            if (pictures.length == 3) {
                throw new WorkerException("not today");
            }
            return pictures;
        });
        FunctionWorker well = new FunctionWorker("well", BatchSizes.upTo(8), pictures -> {
            bothBusy.countDown();
            wellGo.await();
            return pictures;
        });
        WorkerPool pool = patientPool(bad, well);
        List<CompletableFuture<Score>> answers = new ArrayList<>(List.of(submit(pool, 0.8f)));
        while (bad.batches().size() + well.batches().size() == 0) {
            Thread.sleep(1);
        }
        answers.add(submit(pool, 0.9f));
        bothBusy.await();
        List<Float> batch = List.of(0.1f, 0.2f, 0.3f);
        batch.forEach(picture -> answers.add(submit(pool, picture)));
        badGo.countDown();
        while (bad.batches().size() < 2) {
            Thread.sleep(1);
        }
        // Time enough to take it again if it were allowed to.
        Thread.sleep(50);
        wellGo.countDown();
        awaitAll(answers);

        assertEquals(batch, bad.batches().get(1));
        assertEquals(2, bad.batches().size(), () -> "bad had " + bad.batches());
        assertEquals(batch, well.batches().get(1));
    }

    @Test
    void theStateOfAWorkersCircuitIsAMetric() throws Exception {
        CountDownLatch trial = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicLong calls = new AtomicLong();
        FunctionWorker worker = new FunctionWorker("gpu", BatchSizes.upTo(8), pictures -> {
            if (calls.incrementAndGet() == 1) {
                throw new WorkerUnreachableException("connection reset");
            }
            trial.countDown();
            go.await();
            return pictures;
        });
        WorkerPool pool = patientPool(worker);
        assertEquals(List.of(1.0, 0.0, 0.0), circuit("gpu"));
        CompletableFuture<Score> answer = submit(pool, 0.5f);
        trial.await();
        assertEquals(List.of(0.0, 1.0, 0.0), circuit("gpu"), "it is being tried");
        go.countDown();
        answer(answer);

        assertEquals(List.of(1.0, 0.0, 0.0), circuit("gpu"));
        assertEquals(1, count("arclet.worker.restarts", "gpu"));
    }

    @Test
    void everyKindOfFailureIsCountedUnderItsName() throws Exception {
        AtomicLong calls = new AtomicLong();
        FunctionWorker worker = new FunctionWorker("gpu", BatchSizes.upTo(8), pictures -> {
            return switch ((int) calls.incrementAndGet()) {
                case 1 -> throw new WorkerUnreachableException("connection reset");
                case 3 -> throw new WorkerException("out of memory");
                case 4 -> new float[] {Float.NaN};
                default -> pictures;
            };
        });
        assertEquals(0.5f, answer(submit(pool(worker), 0.5f)).value());

        assertEquals(1, count("arclet.worker.failures", "gpu", "cause", "unreachable"));
        assertEquals(1, count("arclet.worker.failures", "gpu", "cause", "error"));
        assertEquals(1, count("arclet.worker.failures", "gpu", "cause", "no_score"));
        assertEquals(3, count("arclet.worker.retries", "gpu"));
    }

    @Test
    void closingWithADrainScoresWhatWasSubmitted() throws Exception {
        FunctionWorker worker = new FunctionWorker("cpu", BatchSizes.upTo(2), pictures -> {
            Thread.sleep(2);
            return pictures;
        });
        WorkerPool pool = pool(worker);
        List<CompletableFuture<Score>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(submit(pool, i / 100f));
        }
        pool.close(Duration.ofSeconds(30));

        for (int i = 0; i < 20; i++) {
            assertTrue(answers.get(i).isDone());
            assertEquals(i / 100f, answer(answers.get(i)).value());
        }
    }

    @Test
    void closingAnswersForThoseThatWait() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        FunctionWorker worker = new FunctionWorker("cpu", BatchSizes.upTo(1), pictures -> {
            busy.countDown();
            go.await();
            return pictures;
        });
        WorkerPool pool = pool(worker);
        CompletableFuture<Score> first = submit(pool, 0.1f);
        CompletableFuture<Score> second = submit(pool, 0.2f);
        busy.await();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(pool::close);
        assertInstanceOf(PoolClosedException.class, failure(second));
        go.countDown();
        closing.get();

        assertEquals(0.1f, answer(first).value(), "a batch that the worker has is awaited");
        assertInstanceOf(PoolClosedException.class, failure(submit(pool, 0.3f)));
    }

    @Test
    void closingLeavesNoThreadAndNoMeterBehind() throws Exception {
        FunctionWorker worker = FunctionWorker.echo("one-of-a-kind", 8);
        WorkerPool pool = pool(worker);
        answer(submit(pool, 0.5f));
        assertTrue(isAlive("arclet-worker-one-of-a-kind"));
        assertEquals(
                1,
                meters.get("arclet.worker.service.time")
                        .tag("worker", "one-of-a-kind")
                        .timer()
                        .count());
        assertEquals(1, meters.get("arclet.pool.batch.size").summary().count());
        assertEquals(0, meters.get("arclet.pool.outstanding").gauge().value());
        pool.close();

        assertFalse(isAlive("arclet-worker-one-of-a-kind"));
        assertEquals(0, worker.closed().getCount());
        assertEquals(List.of(), meters.getMeters());
    }

    @Test
    void aDeadWorkerDoesNotHoldUpClosing() throws Exception {
        WorkerPool pool = pool(new FunctionWorker("cpu", BatchSizes.upTo(8), WorkerPoolTest::dead));
        CompletableFuture<Score> answer = submit(pool, 0.1f);
        while (pool.health().outOfService().isEmpty()) {
            Thread.sleep(1);
        }
        pool.close(Duration.ofDays(1));

        assertInstanceOf(PoolClosedException.class, failure(answer));
    }

    @Test
    void aCancelledPictureIsNotScored() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        FunctionWorker worker = new FunctionWorker("cpu", BatchSizes.upTo(8), pictures -> {
            busy.countDown();
            go.await();
            return pictures;
        });
        WorkerPool pool = pool(worker);
        CompletableFuture<Score> first = submit(pool, 0.1f);
        busy.await();
        submit(pool, 0.2f).cancel(false);
        CompletableFuture<Score> last = submit(pool, 0.3f);
        go.countDown();
        awaitAll(List.of(first, last));

        assertEquals(List.of(List.of(0.1f), List.of(0.3f)), worker.batches());
    }

    @Test
    void aPictureOfTheWrongLengthIsRefused() {
        WorkerPool pool = pool(FunctionWorker.echo("cpu", 8));

        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> pool.submit(new float[] {1, 2}));

        assertEquals("a picture of 2 floats; the model takes 1", e.getMessage());
    }

    @Test
    void twoWorkersOfOneNameAreRefused() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> pool(FunctionWorker.echo("cpu", 8), FunctionWorker.echo("cpu", 8)));

        assertEquals("two workers are named cpu; give every worker a name of its own", e.getMessage());
    }

    private WorkerPool pool(Worker... workers) {
        WorkerPool pool = new WorkerPool(
                List.of(workers), FunctionWorker.PICTURE_LENGTH, SETTINGS, meters, clock::incrementAndGet);
        pools.add(pool);
        return pool;
    }

    /** With so long a stall time that it plays no part. */
    private WorkerPool patientPool(Worker... workers) {
        PoolSettings patient = new PoolSettings(
                SETTINGS.batches(), 3, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofSeconds(60));
        WorkerPool pool = new WorkerPool(
                List.of(workers), FunctionWorker.PICTURE_LENGTH, patient, meters, clock::incrementAndGet);
        pools.add(pool);
        return pool;
    }

    private static long failures(WorkerPool pool, int worker) {
        return pool.stats().workers().get(worker).failures();
    }

    /** The gauges of the states closed, half open and open. */
    private List<Double> circuit(String worker) {
        return Stream.of("closed", "half_open", "open")
                .map(state -> meters.get("arclet.worker.circuit")
                        .tag("worker", worker)
                        .tag("state", state)
                        .gauge()
                        .value())
                .toList();
    }

    private double count(String meter, String worker, String... tags) {
        return meters.get(meter).tag("worker", worker).tags(tags).counter().count();
    }

    private static CompletableFuture<Score> submit(WorkerPool pool, float picture) {
        return pool.submit(new float[] {picture});
    }

    private static Score answer(CompletableFuture<Score> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(30, TimeUnit.SECONDS);
    }

    private static void awaitAll(List<CompletableFuture<Score>> answers) throws Exception {
        for (CompletableFuture<Score> answer : answers) {
            answer(answer);
        }
    }

    private static Throwable failure(CompletableFuture<Score> future) {
        return assertThrows(ExecutionException.class, () -> answer(future)).getCause();
    }

    private static float[] throwOnBad(float[] pictures) throws WorkerException {
        if (contains(pictures, BAD)) {
            throw new WorkerException("cannot bear it");
        }
        return pictures;
    }

    /** As a network that was converted badly: NaN for everything but a blank picture. */
    private static float[] onlyBlank(float[] pictures) {
        float[] scores = new float[pictures.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = pictures[i] == 0 ? 0.5f : Float.NaN;
        }
        return scores;
    }

    private static float[] dead(float[] pictures) throws WorkerException {
        throw new WorkerException("connection refused");
    }

    private static boolean contains(float[] pictures, float wanted) {
        for (float picture : pictures) {
            if (picture == wanted) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAlive(String thread) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(running -> running.getName().equals(thread));
    }
}

package dev.arclet.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two modelled devices of unlike speed in a real pool with real threads. {@link TwoSpeedsTest} has the exact figures on a clock of
 * its own; here the machine may be busy with other things, so loads are held against the times that the pool itself measured, and
 * pictures under way while the machine stood still are not counted.
 */
@Timeout(120)
class DeviceModelLoadTest {
    private static final long MS = 1_000_000;

    @Test
    void atSaturationLoadDividesBySpeed() throws Exception {
        long begun = System.nanoTime();
        Stillness stillness = Stillness.watch();
        try (stillness;
                WorkerPool pool = pool(BatchPolicy.upTo(16), device("fast", 10, 1.25, 16), device("slow", 20, 5, 16))) {
            Semaphore room = new Semaphore(200);
            List<CompletableFuture<?>> answers = new ArrayList<>();
            for (int i = 0; i < 2100; i++) {
                room.acquire();
                answers.add(pool.submit(new float[1]).thenRun(room::release));
            }
            awaitAll(answers);
            PoolStats.WorkerStats fast = pool.stats().workers().get(0);
            PoolStats.WorkerStats slow = pool.stats().workers().get(1);

            double load = (double) fast.pictures() / slow.pictures();
            assertTrue(load > 2, () -> "described as 3.3 times as fast, has " + load + " times the load");
            assumeTrue(
                    stillness.share(begun, System.nanoTime()) < 0.02,
                    "this machine stood still too often to measure a tenth on it");
            assertEquals(1, load / (speed(fast) / speed(slow)), 0.1, () -> "fast: " + fast + ", slow: " + slow);
        }
    }

    /** Pictures a second of busy time, as the pool measured it. */
    private static double speed(PoolStats.WorkerStats worker) {
        return worker.pictures() / (worker.busyNanos() / 1e9);
    }

    @Test
    void atFourFifthsOfCapacityADeadlineOf50MillisecondsIsMet() throws Exception {
        BatchPolicy policy = new BatchPolicy(32, Optional.of(Duration.ofMillis(50)));
        double perSecond = 0.8 * (32 / 0.018 + 32 / 0.068);
        List<Flight> flights = new ArrayList<>();
        Stillness stillness = Stillness.watch();
        try (stillness;
                WorkerPool pool = pool(policy, device("fast", 2, 0.5, 32), device("slow", 4, 2, 32))) {
            SplittableRandom random = new SplittableRandom(7);
            long arrival = System.nanoTime();
            for (int i = 0; i < 6000; i++) {
                arrival += Math.round(-Math.log(1 - random.nextDouble()) / perSecond * 1e9);
                waitUntil(arrival);
                Flight flight = new Flight(System.nanoTime(), pool.submit(new float[1]));
                flights.add(flight);
            }
            for (Flight flight : flights) {
                flight.answer.get(60, TimeUnit.SECONDS);
            }
        }
        List<Flight> counted = flights.stream()
                .skip(1000) // while the service times are learnt
                .filter(flight -> !stillness.touches(flight.submitted - 100 * MS, flight.end()))
                .toList();
        assumeTrue(counted.size() >= 1000, "this machine stood still too often to measure milliseconds on it");
        long late = counted.stream()
                .filter(flight -> flight.end() - flight.submitted > 50 * MS)
                .count();

        assertTrue(late <= counted.size() / 100, () -> late + " of " + counted.size() + " pictures were late");
    }

    private record Flight(long submitted, CompletableFuture<Score> answer) {
        long end() {
            return 1000 * answer.join().inferredMicros();
        }
    }

    private static void waitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void awaitAll(List<CompletableFuture<?>> answers) throws Exception {
        for (CompletableFuture<?> answer : answers) {
            answer.get(60, TimeUnit.SECONDS);
        }
    }

    private static ModelledWorker device(String name, double fixedMillis, double perPictureMillis, int maxBatch) {
        DeviceDescription description = new DeviceDescription(
                name,
                "of a test",
                "any",
                fixedMillis,
                perPictureMillis,
                1,
                List.of(),
                maxBatch,
                1.03,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Map.of());
        return ModelledWorker.unscored(description, "", maxBatch);
    }

    private static WorkerPool pool(BatchPolicy policy, Worker... devices) {
        return new WorkerPool(
                List.of(devices),
                1,
                PoolSettings.of(policy),
                new SimpleMeterRegistry(),
                () -> System.nanoTime() / 1000);
    }

    /** Notes when this machine let a thread that wanted to run wait for more than a few milliseconds. */
    private static final class Stillness implements AutoCloseable {
        private static final int THREADS = 2;
        private static final long TICK = MS;
        private static final long STILL = 4 * MS;

        private final List<long[]> spans = new ArrayList<>();
        private final List<Thread> threads = new ArrayList<>();

        static Stillness watch() {
            Stillness stillness = new Stillness();
            for (int i = 0; i < THREADS; i++) {
                Thread thread = new Thread(stillness::tick, "stillness");
                thread.setDaemon(true);
                stillness.threads.add(thread);
                thread.start();
            }
            return stillness;
        }

        private void tick() {
            long last = System.nanoTime();
            while (!Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(TICK);
                long now = System.nanoTime();
                if (now - last > TICK + STILL) {
                    synchronized (spans) {
                        spans.add(new long[] {last, now});
                    }
                }
                last = now;
            }
        }

        /** Of a span of time, how much a thread waited on average. */
        double share(long from, long to) {
            synchronized (spans) {
                long still = spans.stream().mapToLong(span -> span[1] - span[0]).sum();
                return (double) still / THREADS / (to - from);
            }
        }

        boolean touches(long from, long to) {
            synchronized (spans) {
                return spans.stream().anyMatch(span -> span[0] <= to && span[1] >= from);
            }
        }

        @Override
        public void close() {
            threads.forEach(Thread::interrupt);
        }
    }
}

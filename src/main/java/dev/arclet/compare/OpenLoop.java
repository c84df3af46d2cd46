package dev.arclet.compare;

import dev.arclet.scoring.PoolStats;
import dev.arclet.scoring.Score;
import dev.arclet.scoring.WorkerPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Sends pictures to a pool when they are due, whether or not those before have been answered, and takes the time of each answer from
 * when its picture was <em>due</em>. A pool that stalls thus shows in the latencies of all that should have come meanwhile, not only of
 * the few that it had taken (no coordinated omission).
 *
 * <p>Pictures are sent by the calling thread, which sleeps between them: a spinning one would take a processor from the workers.
 */
public final class OpenLoop {
    private static final long HIGHEST_MICROS = TimeUnit.HOURS.toMicros(1);
    private static final int DIGITS = 3;
    private static final long SETTLE_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final WorkerPool pool;
    private final List<float[]> pictures;

    /** @param pictures sent in turn, again and again */
    public OpenLoop(WorkerPool pool, List<float[]> pictures) {
        this.pool = pool;
        this.pictures = List.copyOf(pictures);
    }

    /**
     * Sends all of a schedule, and returns when the pool has nothing of it left.
     *
     * @param patience how long to wait for answers after the last picture was due
     */
    public LoadResult run(Schedule schedule, Duration patience) throws InterruptedException {
        Run run = new Run(schedule);
        run.send();
        run.await(patience);
        run.giveUp();
        awaitIdle();
        return run.result();
    }

    /** Batches of which nobody wants the scores any more still take a worker's time. */
    private void awaitIdle() {
        long end = System.nanoTime() + SETTLE_NANOS;
        while (isBusy() && pool.health().outage().isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    private boolean isBusy() {
        PoolStats now = pool.stats();
        return now.waiting() + now.inFlight() > 0;
    }

    private static Histogram microseconds() {
        return new ConcurrentHistogram(HIGHEST_MICROS, DIGITS);
    }

    /** One schedule on its way. */
    private final class Run {
        private final Schedule schedule;
        private final List<CompletableFuture<Score>> answers;
        private final CountDownLatch open;
        private final AtomicInteger answered = new AtomicInteger();
        private final AtomicInteger rejected = new AtomicInteger();
        private final AtomicReference<String> rejection = new AtomicReference<>();
        private final Histogram latencies = microseconds();
        private final Histogram lateness = microseconds();
        private final long start = System.nanoTime();
        private final AtomicLong last = new AtomicLong(start);
        private int unanswered;

        Run(Schedule schedule) {
            this.schedule = schedule;
            this.answers = new ArrayList<>(schedule.size());
            this.open = new CountDownLatch(schedule.size());
        }

        private long due(int index) {
            return start + schedule.nanos(index);
        }

        void send() throws InterruptedException {
            for (int i = 0; i < schedule.size(); i++) {
                long due = due(i);
                sleepUntil(due);
                record(lateness, System.nanoTime() - due);
                CompletableFuture<Score> answer = pool.submit(pictures.get(i % pictures.size()));
                answers.add(answer);
                CompletableFuture<Score> unused = answer.whenComplete((score, failure) -> {
                    if (failure == null) {
                        take(due);
                    } else if (!(failure instanceof CancellationException)) {
                        rejection.compareAndSet(null, failure.getMessage());
                        rejected.incrementAndGet();
                        open.countDown();
                    }
                });
            }
        }

        private void take(long due) {
            long now = System.nanoTime();
            record(latencies, now - due);
            last.accumulateAndGet(now, (a, b) -> b - a > 0 ? b : a);
            answered.incrementAndGet();
            open.countDown();
        }

        private void sleepUntil(long due) throws InterruptedException {
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while pictures were sent");
                }
            }
        }

        void await(Duration patience) throws InterruptedException {
            long end = start + patience.toNanos() + (schedule.size() == 0 ? 0 : schedule.nanos(schedule.size() - 1));
            open.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        /** Cancelling decides, for each picture, whether it was answered or not. */
        void giveUp() {
            for (int i = 0; i < answers.size(); i++) {
                CompletableFuture<Score> answer = answers.get(i);
                if (answer.cancel(false)) {
                    record(latencies, System.nanoTime() - due(i));
                    unanswered++;
                }
            }
        }

        LoadResult result() throws InterruptedException {
            // Who was answered while the others were given up counts itself a moment later.
            while (answered.get() + rejected.get() + unanswered < answers.size()) {
                Thread.sleep(1);
            }
            return new LoadResult(
                    answers.size(),
                    answered.get(),
                    rejected.get(),
                    unanswered,
                    Math.max(1, last.get() - start) / 1e9,
                    latencies,
                    lateness,
                    Optional.ofNullable(rejection.get()));
        }
    }

    private static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.min(HIGHEST_MICROS, Math.max(0, nanos) / 1000));
    }
}

package dev.arclet.load;

import dev.arclet.load.watch.Instruments;
import dev.arclet.load.watch.MachineUse;
import dev.arclet.scoring.PoolStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Looks at a run twice a second on a thread of its own, from its making until it is closed. */
final class Sampler implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(500);

    private final Book book;
    private final Instruments instruments;
    private final MachineUse.Watch machine = MachineUse.begin();
    private final long startNanos = System.nanoTime();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "arclet-load-sampler");
    private final List<Sample> samples = new ArrayList<>();
    private long lastNanos = startNanos;
    private long lastSent;
    private long lastAnswered;
    private Optional<PoolStats> lastPool;

    Sampler(Book book, Instruments instruments) {
        this.book = book;
        this.instruments = instruments;
        this.lastPool = pool();
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take() {
        machine.look();
        long now = System.nanoTime();
        double seconds = (now - lastNanos) / 1e9;
        long sent = book.sent();
        long answered = book.answered();
        Histogram lately = book.lately();
        Optional<PoolStats> pool = pool();
        samples.add(new Sample(
                tenths((now - startNanos) / 1e9),
                tenths((sent - lastSent) / seconds),
                tenths((answered - lastAnswered) / seconds),
                lately.getTotalCount() == 0 ? 0 : Percentiles.millis(lately, 99),
                batch(pool),
                book.unanswered(),
                pool.map(PoolStats::waiting).orElse(0),
                instruments.lag().map(lag -> lag.get().orElse(-1)).orElse(-1L)));
        lastNanos = now;
        lastSent = sent;
        lastAnswered = answered;
        lastPool = pool;
    }

    private Optional<PoolStats> pool() {
        return instruments.pool().map(pool -> pool.get());
    }

    private double batch(Optional<PoolStats> now) {
        long pictures = now.map(PoolStats::pictures).orElse(0L)
                - lastPool.map(PoolStats::pictures).orElse(0L);
        long batches = batches(now) - batches(lastPool);
        return batches <= 0 ? 0 : tenths((double) pictures / batches);
    }

    private static long batches(Optional<PoolStats> pool) {
        return pool.stream()
                .flatMap(stats -> stats.workers().stream())
                .mapToLong(PoolStats.WorkerStats::batches)
                .sum();
    }

    private static double tenths(double value) {
        return Math.rint(value * 10) / 10;
    }

    /** All samples; after it is closed. */
    List<Sample> samples() {
        return List.copyOf(samples);
    }

    /** What the run used; after it is closed. */
    MachineUse use() {
        return machine.end();
    }

    /** The most that the stream was behind, and how far it was at the end; empty where it is not known. */
    Optional<RunResult.Lag> lag() {
        long most = samples.stream().mapToLong(Sample::lag).max().orElse(-1);
        OptionalLong last = instruments.lag().map(lag -> lag.get()).orElse(OptionalLong.empty());
        return most < 0 || last.isEmpty() ? Optional.empty() : Optional.of(new RunResult.Lag(most, last.getAsLong()));
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

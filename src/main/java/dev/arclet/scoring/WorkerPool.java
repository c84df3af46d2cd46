package dev.arclet.scoring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workers that all stream threads share. A picture that is submitted waits in one line for the next free worker; a free
 * worker takes at once what waits, so that batches are small when it is quiet and grow by themselves under load.
 *
 * <pre>{@code
 * try (WorkerPool pool = new WorkerPool(workers, bundle.pictureLength(), settings, meters, clock::micros)) {
 *     pool.submit(picture).thenAccept(done::add);
 * }
 * }</pre>
 *
 * <p>A pool may have fallbacks: workers that get pictures only while all others are out of service.
 *
 * <p>Every picture is answered exactly once: with its score, with a {@link PictureRejectedException} when it alone is at fault,
 * or with a {@link PoolClosedException}. A worker's failure is not an answer: its pictures are scored elsewhere or wait until
 * one is well again; {@link #health} tells of that. A picture is at fault only on evidence: it failed again and again, alone, on
 * workers that scored other real pictures in between. A pool that has not scored any yet rejects none. A batch that a worker does not come back from is scored by another after
 * the stall time, or earlier with hedging; of two scores for a picture the first counts.
 *
 * <p>The line has no bound of its own. Its bound is what its users let be outstanding together, as each of them must hold the
 * pictures that it has not had answered anyway.
 *
 * <p>Thread-safe. Futures are completed on the worker's thread: what depends on them there must be short, such as adding to a
 * queue. The threads are daemons, one a worker, named {@code arclet-worker-NAME}, and one that watches them.
 */
public final class WorkerPool implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WorkerPool.class);
    private static final Duration LAST_CALL = Duration.ofSeconds(5);

    private final int pictureLength;
    private final PoolSettings settings;
    private final MeterRegistry meters;
    private final WaitingLine line;
    private final Outstanding outstanding = new Outstanding();
    private final Answers answers;
    private final List<Dispatcher> dispatchers;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Meter> ownMeters = new ArrayList<>();

    private volatile boolean closing;

    /** A pool without fallbacks. */
    public WorkerPool(
            List<? extends Worker> workers,
            int pictureLength,
            PoolSettings settings,
            MeterRegistry meters,
            LongSupplier epochMicros) {
        this(workers, List.of(), pictureLength, settings, meters, epochMicros);
    }

    /**
     * Starts one thread a worker. From here on the workers are the pool's, which closes them.
     *
     * @param workers at least one; all names, those of the fallbacks too, are different
     * @param fallbacks workers that get pictures only while none of the others is in service; their scores are marked
     * @param pictureLength floats in a picture, as the workers' model has it
     * @param meters where the pool's meters are kept until it is closed
     * @param epochMicros the clock that stamps scores, microseconds since 1970
     */
    public WorkerPool(
            List<? extends Worker> workers,
            List<? extends Worker> fallbacks,
            int pictureLength,
            PoolSettings settings,
            MeterRegistry meters,
            LongSupplier epochMicros) {
        requireDistinct(workers, fallbacks);
        this.pictureLength = pictureLength;
        this.settings = settings;
        this.meters = meters;
        RetryBudget retries = RetryBudget.ofRetries();
        RetryBudget hedges = RetryBudget.ofHedges();
        this.line = new WaitingLine(settings.batches(), retries, hedges);
        this.answers = new Answers(outstanding, retries, hedges);
        PoolParts parts = new PoolParts(settings, pictureLength, line, answers, new Witness(), meters, epochMicros);
        this.dispatchers = Stream.concat(
                        workers.stream().map(worker -> new Dispatcher(worker, false, () -> true, parts)),
                        fallbacks.stream().map(worker -> new Dispatcher(worker, true, this::isFallbackDue, parts)))
                .toList();
        registerMeters();
        dispatchers.forEach(dispatcher -> start(dispatcher, "arclet-worker-" + dispatcher.workerName()));
        start(new StragglerWatch(dispatchers, line, settings), "arclet-pool-watch");
    }

    private static void requireDistinct(List<? extends Worker> workers, List<? extends Worker> fallbacks) {
        if (workers.isEmpty()) {
            throw new IllegalArgumentException("a pool of 0 workers; give at least 1");
        }
        Set<String> names = new HashSet<>();
        for (Worker worker :
                Stream.<Worker>concat(workers.stream(), fallbacks.stream()).toList()) {
            if (!names.add(worker.name())) {
                throw new IllegalArgumentException(
                        "two workers are named " + worker.name() + "; give every worker a name of its own");
            }
        }
    }

    private boolean isFallbackDue() {
        return dispatchers.stream()
                .noneMatch(dispatcher ->
                        !dispatcher.isFallback() && dispatcher.circuit().inService());
    }

    private void start(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /**
     * Puts a picture in the line and returns at once.
     *
     * @param picture channels x size x size floats, finite; not written to from now on, by anybody
     * @return its score, or one of the two exceptions that the class names. Whoever cancels it no longer wants the picture scored.
     * @throws IllegalArgumentException if the picture is not as long as the model's
     */
    public CompletableFuture<Score> submit(float[] picture) {
        if (picture.length != pictureLength) {
            throw new IllegalArgumentException(
                    "a picture of " + picture.length + " floats; the model takes " + pictureLength);
        }
        Pending pending = new Pending(picture);
        outstanding.added(System.nanoTime());
        if (closing || !line.add(pending)) {
            answers.closed(pending);
        }
        return pending.answer();
    }

    /**
     * Pictures that wait go before others from now on, in the order in which they came, behind those that do already. At least every
     * fourth that a worker takes is one of the others, so that none waits for ever ({@link FairLine}).
     *
     * @param scores what {@link #submit} gave for them, told apart by identity; those that are with a worker or have ended do not matter
     */
    @SuppressWarnings("CollectionUndefinedEquality") // identity is what is wanted
    public void hurry(Set<CompletableFuture<Score>> scores) {
        line.hurry(picture -> scores.contains(picture.answer()));
    }

    /** Whether pictures get scored. Cheap enough for every wait of a stream thread. */
    public PoolHealth health() {
        long now = System.nanoTime();
        List<String> out = new ArrayList<>(0);
        long shortestOut = Long.MAX_VALUE;
        for (Dispatcher dispatcher : dispatchers) {
            long nanosOut = dispatcher.circuit().nanosOut(now);
            shortestOut = Math.min(shortestOut, nanosOut);
            if (nanosOut > 0) {
                out.add(dispatcher.workerName());
            }
        }
        long quiet = outstanding.nanosQuiet(now);
        long stalled = quiet >= settings.stall().toNanos() ? quiet : 0;
        long outage = Math.max(shortestOut, stalled);
        return new PoolHealth(
                outage > 0 ? Optional.of(Duration.ofNanos(outage)) : Optional.empty(), out, lastFailure(now));
    }

    private Optional<String> lastFailure(long now) {
        return dispatchers.stream()
                .flatMap(dispatcher -> dispatcher.lastFailure().stream())
                .min(Comparator.comparingLong(failure -> now - failure.nanos()))
                .map(WorkerCalls.Failure::what);
    }

    /** What the pool has done and is doing. */
    public PoolStats stats() {
        int waiting = line.waiting();
        return new PoolStats(
                waiting,
                Math.max(0, outstanding.count() - waiting),
                dispatchers.stream()
                        .map(dispatcher -> dispatcher.tally().stats())
                        .toList());
    }

    private void registerMeters() {
        ownMeters.add(Gauge.builder("arclet.pool.queue", line, WaitingLine::waiting)
                .description("Pictures that wait for a worker")
                .strongReference(true)
                .register(meters));
        ownMeters.add(Gauge.builder("arclet.pool.outstanding", outstanding, Outstanding::count)
                .description("Pictures without an answer: in the line or with a worker")
                .strongReference(true)
                .register(meters));
        dispatchers.forEach(dispatcher -> ownMeters.addAll(dispatcher.tally().meters()));
    }

    /** {@link #close(Duration)} without a wait: what stands in the line is not scored. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }

    /**
     * Takes no more pictures, waits for scores, answers for the rest with a {@link PoolClosedException}, and closes the workers.
     * A second call does nothing.
     *
     * @param drain how long to wait for the scores of what was submitted. The wait ends early when no worker is in service. A
     *     batch that a worker already has is awaited for up to 5 s more; a worker that does not come back by then keeps its
     *     thread, a daemon, and is closed by it as soon as it does.
     */
    public void close(Duration drain) {
        synchronized (threads) {
            if (closing) {
                return;
            }
            closing = true;
        }
        outstanding.awaitNone(drain, this::anyInService);
        line.stop().forEach(answers::closed);
        joinThreads();
        dispatchers.forEach(Dispatcher::abandon);
        ownMeters.forEach(meters::remove);
    }

    private boolean anyInService() {
        return dispatchers.stream().anyMatch(dispatcher -> dispatcher.circuit().inService());
    }

    private void joinThreads() {
        long end = System.nanoTime() + LAST_CALL.toNanos();
        for (Thread thread : threads) {
            if (thread != Thread.currentThread()) {
                join(thread, end);
            }
        }
    }

    private static void join(Thread thread, long endNanos) {
        try {
            thread.join(Math.max(1, (endNanos - System.nanoTime()) / 1_000_000));
            if (thread.isAlive()) {
                log.warn("{} does not come back from its batch; it is left to end by itself", thread.getName());
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

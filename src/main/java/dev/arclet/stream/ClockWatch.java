package dev.arclet.stream;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the clock of the machine was set back, once a second and on a thread of its own. Kafka's clients time their heartbeats and
 * Kafka Streams its commits by the time of day, so that after a step back by an hour both would stand still for that hour.
 *
 * <p>What a time service does slowly is no step, for a look is held against the one before.
 */
final class ClockWatch implements AutoCloseable {
    /** Less than this a consumer's session survives. */
    static final Duration ALLOWED = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(ClockWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    /** A thread that was held up for longer between its two readings knows nothing. */
    private static final Duration AT_ONCE = Duration.ofMillis(200);

    private final LongSupplier timeOfDay;
    private final LongSupplier stopwatch;
    private final Consumer<Duration> setBack;
    private final Thread thread = new Thread(this::watch, "arclet-clock");

    private boolean hasLooked;
    private long before;

    /**
     * Not started.
     *
     * @param timeOfDay milliseconds since 1970
     * @param stopwatch nanoseconds since any time, which nobody sets
     * @param setBack called once for each step back, with its size
     */
    ClockWatch(LongSupplier timeOfDay, LongSupplier stopwatch, Consumer<Duration> setBack) {
        this.timeOfDay = timeOfDay;
        this.stopwatch = stopwatch;
        this.setBack = setBack;
    }

    /** Of this machine; not started. */
    static ClockWatch ofThisMachine(Consumer<Duration> setBack) {
        return new ClockWatch(System::currentTimeMillis, System::nanoTime, setBack);
    }

    /** Watches from now on. */
    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                look();
                Thread.sleep(EVERY.toMillis());
            }
        } catch (InterruptedException e) {
            log.debug("the watch of the clock ends");
        }
    }

    /** Compares with the look before. */
    void look() {
        long from = stopwatch.getAsLong();
        long now = timeOfDay.getAsLong();
        long to = stopwatch.getAsLong();
        if (to - from > AT_ONCE.toNanos()) {
            return;
        }
        long difference = now - to / 1_000_000;
        long step = hasLooked ? difference - before : 0;
        hasLooked = true;
        before = difference;
        if (step < -ALLOWED.toMillis()) {
            setBack.accept(Duration.ofMillis(-step));
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}

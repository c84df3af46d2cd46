package dev.arclet.scoring;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/** Logs every few seconds that something slow goes on, until it is closed. Whoever is quick is not mentioned. */
final class StillAtIt implements AutoCloseable {
    private final ScheduledExecutorService clock;

    private StillAtIt(ScheduledExecutorService clock) {
        this.clock = clock;
    }

    static StillAtIt say(Logger log, String what, Duration every) {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(runnable -> {
            Thread thread = new Thread(runnable, "arclet-progress");
            thread.setDaemon(true);
            return thread;
        });
        long start = System.nanoTime();
        clock.scheduleAtFixedRate(
                () -> log.info("{}: {} s so far", what, (System.nanoTime() - start) / 1_000_000_000),
                every.toMillis(),
                every.toMillis(),
                TimeUnit.MILLISECONDS);
        return new StillAtIt(clock);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}

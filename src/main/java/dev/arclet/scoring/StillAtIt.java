package dev.arclet.scoring;

import java.time.Duration;
import org.slf4j.Logger;

/** Logs every few seconds that something slow goes on, until it is closed. What is quick is not mentioned. */
final class StillAtIt implements AutoCloseable {
    private final Thread thread;

    private StillAtIt(Thread thread) {
        this.thread = thread;
    }

    static StillAtIt say(Logger log, String what, Duration every) {
        long start = System.nanoTime();
        Thread thread = new Thread(
                () -> {
                    try {
                        while (true) {
                            Thread.sleep(every.toMillis());
                            log.info("{}: {} s so far", what, (System.nanoTime() - start) / 1_000_000_000);
                        }
                    } catch (InterruptedException e) {
                        // Closed.
                    }
                },
                "arclet-progress");
        thread.setDaemon(true);
        thread.start();
        return new StillAtIt(thread);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}

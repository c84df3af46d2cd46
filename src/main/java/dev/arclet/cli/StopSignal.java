package dev.arclet.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets a service end itself when it is told to stop (Ctrl-C, SIGTERM): the signal only raises a flag, the command's own thread puts
 * everything away, and the process ends with the command's exit code and not with 128 + 15. There is one in the program; until a command
 * asks it to {@link #heed} signals, they end the process at once.
 */
final class StopSignal {
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(60);

    private final CountDownLatch raised = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger exitCode = new AtomicInteger(1);
    private final AtomicBoolean heeded = new AtomicBoolean();
    private final Thread hook = new Thread(this::stop, "arclet-stop");

    /** From now on a signal is for the command to act on; returns itself. */
    StopSignal heed() {
        if (heeded.compareAndSet(false, true)) {
            Runtime.getRuntime().addShutdownHook(hook);
        }
        return this;
    }

    private void stop() {
        raised.countDown();
        try {
            if (ended.await(LONGEST_FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(exitCode.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the signal; false if it has not come by then. */
    boolean await(Duration patience) throws InterruptedException {
        return raised.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether a signal is for a command to act on. */
    boolean isHeeded() {
        return heeded.get();
    }

    /** Whether it has come. */
    boolean isRaised() {
        return raised.getCount() == 0;
    }

    /** From now on a signal that has not come yet ends the process at once again. */
    void ignore() {
        if (raised.getCount() > 0 && heeded.compareAndSet(true, false)) {
            stopListening();
        }
    }

    /** Everything is put away and said: the process may end, and after a signal does so here. */
    void end(int code) {
        exitCode.set(code);
        ended.countDown();
        if (heeded.get() && raised.getCount() > 0) {
            stopListening();
        }
    }

    private void stopListening() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The signal comes at this very moment; the hook finds everything put away.
        }
    }
}

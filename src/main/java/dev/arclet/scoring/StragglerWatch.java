package dev.arclet.scoring;

import java.util.List;

/** Looks, again and again, whether a worker has had its batch for too long. Ends when the line is stopped. */
final class StragglerWatch implements Runnable {
    private static final long FINEST_NANOS = 1_000_000;
    private static final long COARSEST_NANOS = 100_000_000;
    private static final long HEDGING_NANOS = 5_000_000;

    private final List<Dispatcher> dispatchers;
    private final WaitingLine line;
    private final long pause;

    StragglerWatch(List<Dispatcher> dispatchers, WaitingLine line, PoolSettings settings) {
        this.dispatchers = dispatchers;
        this.line = line;
        long coarsest = settings.hedgeAfter().isPresent() ? HEDGING_NANOS : COARSEST_NANOS;
        this.pause = Math.max(FINEST_NANOS, Math.min(settings.stall().toNanos() / 10, coarsest));
    }

    @Override
    public void run() {
        while (line.rest(pause)) {
            long now = System.nanoTime();
            dispatchers.forEach(dispatcher -> dispatcher.watch(now));
        }
    }
}

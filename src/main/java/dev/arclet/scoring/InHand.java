package dev.arclet.scoring;

import dev.arclet.scoring.Batcher.Taken;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The batch that a worker has at this moment, for whoever must see to it when the worker does not come back. Thread-safe. */
final class InHand {
    private List<Taken<Pending>> batch = List.of();
    private boolean busy;
    private long since;
    private boolean stalled;
    private boolean hedged;

    /** A worker gets a batch; one without pictures is a trial. */
    synchronized void begin(List<Taken<Pending>> next, long nowNanos) {
        batch = next;
        busy = true;
        since = nowNanos;
        stalled = false;
        hedged = false;
    }

    /** From here on nobody else sees to these pictures. */
    synchronized void end() {
        batch = List.of();
        busy = false;
    }

    synchronized List<Taken<Pending>> batch() {
        return batch;
    }

    /** For how long the worker has had its batch; 0 when it has none. */
    synchronized long nanosBusy(long nowNanos) {
        return busy ? Math.max(0, nowNanos - since) : 0;
    }

    /** Calls once for a batch that the worker has for longer than this. */
    synchronized void ifStalled(long nanos, long nowNanos, Consumer<List<Taken<Pending>>> call) {
        if (busy && !stalled && nowNanos - since > nanos) {
            stalled = true;
            call.accept(batch);
        }
    }

    /** Calls for a batch with pictures that the worker has for longer than this, until the call succeeds once. */
    synchronized void ifHedgeable(long nanos, long nowNanos, Predicate<List<Taken<Pending>>> call) {
        if (!batch.isEmpty() && !stalled && !hedged && nowNanos - since > nanos) {
            hedged = call.test(batch);
        }
    }
}

package dev.arclet.scoring.serve;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log why calls are refused: at most one of them in a few seconds, with the number of the others. Thread-safe. */
final class Complaints {
    private static final Logger log = LoggerFactory.getLogger(Complaints.class);
    private static final long EVERY_NANOS = 10_000_000_000L;

    private final AtomicLong unsaid = new AtomicLong();
    private final AtomicLong nextAt = new AtomicLong(System.nanoTime());

    void tell(String why) {
        long now = System.nanoTime();
        long due = nextAt.get();
        if (now - due < 0 || !nextAt.compareAndSet(due, now + EVERY_NANOS)) {
            unsaid.incrementAndGet();
            return;
        }
        long others = unsaid.getAndSet(0);
        log.warn("A call was refused: {}{}", why, others == 0 ? "" : " (and " + others + " before it)");
    }
}

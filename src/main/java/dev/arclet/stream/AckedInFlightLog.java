package dev.arclet.stream;

import dev.arclet.stream.state.InFlight;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * An in-flight log for delivery at least once: an entry whose alert is committed stays until its outcome has been acknowledged.
 *
 * <p>Outcomes and the log's removals go to different topics and, at least once, in no transaction. If a removal arrived and the outcome did
 * not (a crash, a topic that refuses it), the alert would be lost. An entry that was added since the last flush is removed at once all the same:
 * its alert's offset is not committed yet, so the alert would come again, and the store's cache folds the two into a tombstone.
 */
final class AckedInFlightLog implements InFlightLog {
    private static final long IN_AN_EARLIER_LIFE = -1;

    private final InFlightLog log;
    private final FlushCount flushes;
    private final Map<Long, Long> flushesAtAdd = new HashMap<>();
    private final Deque<Published> published = new ArrayDeque<>();

    AckedInFlightLog(InFlightLog log, FlushCount flushes) {
        this.log = log;
        this.flushes = flushes;
    }

    private record Published(long number, long flushesBefore) {}

    @Override
    public void recover(BiConsumer<Long, InFlight> consumer) {
        log.recover((number, entry) -> {
            flushesAtAdd.put(number, IN_AN_EARLIER_LIFE);
            consumer.accept(number, entry);
        });
    }

    @Override
    public long add(InFlight entry) {
        long number = log.add(entry);
        flushesAtAdd.put(number, flushes.soFar());
        return number;
    }

    @Override
    public void remove(long number) {
        if (flushesAtAdd.remove(number) == flushes.soFar()) {
            log.remove(number);
        } else {
            published.addLast(new Published(number, flushes.soFar()));
        }
    }

    @Override
    public void tidy() {
        while (!published.isEmpty() && published.peekFirst().flushesBefore() < flushes.soFar()) {
            log.remove(published.removeFirst().number());
        }
        log.tidy();
    }
}

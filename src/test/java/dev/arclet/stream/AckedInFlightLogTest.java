package dev.arclet.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.arclet.stream.state.InFlight;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class AckedInFlightLogTest {
    private static final InFlight ALERT =
            new InFlight("7", 0L, List.of(), TestAlert.cutOut(1, "r", 1, 1), Map.of(), "r");

    private final Entries entries = new Entries();
    private final FlushCount flushes = new FlushCount();
    private final AckedInFlightLog log = new AckedInFlightLog(entries, flushes);

    /** What the store would hold. */
    private static final class Entries implements InFlightLog {
        private final Map<Long, InFlight> byNumber = new TreeMap<>();

        @Override
        public void recover(BiConsumer<Long, InFlight> consumer) {
            Map.copyOf(byNumber).forEach(consumer);
        }

        @Override
        public long add(InFlight entry) {
            byNumber.put((long) byNumber.size(), entry);
            return byNumber.size() - 1L;
        }

        @Override
        public void remove(long number) {
            byNumber.remove(number);
        }

        @Override
        public void tidy() {}
    }

    @Test
    void whatIsPublishedBeforeItsAlertIsCommittedGoesAtOnce() {
        log.remove(log.add(ALERT));

        assertEquals(0, entries.byNumber.size());
    }

    @Test
    void anEntryWhoseAlertMayBeCommittedStaysUntilItsOutcomeIsAcknowledged() {
        long number = log.add(ALERT);
        flushes.count();

        log.remove(number);
        log.tidy();
        assertEquals(1, entries.byNumber.size(), "the outcome may still be under way");

        flushes.count();
        log.tidy();
        assertEquals(0, entries.byNumber.size());
    }

    @Test
    void anEntryOfAnEarlierLifeStaysUntilItsOutcomeIsAcknowledged() {
        entries.add(ALERT);
        log.recover((number, entry) -> {});

        log.remove(0);
        log.tidy();
        assertEquals(1, entries.byNumber.size());

        flushes.count();
        log.tidy();
        assertEquals(0, entries.byNumber.size());
    }
}

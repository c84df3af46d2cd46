package dev.arclet.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The soak can fail: it notices what grows, and not what only warms up. */
class FlatnessTest {
    private static final Flatness THREADS = new Flatness("threads", Vitals::threads, Flatness.Unit.PIECES, 4);

    private static List<Vitals> hour(IntUnaryOperator threads) {
        return IntStream.range(0, 60)
                .mapToObj(minute -> new Vitals(0, 0, 0, threads.applyAsInt(minute), 0, 0, "keeping_up"))
                .toList();
    }

    @Test
    void aThreadEveryFiveMinutesIsALeak() {
        List<Vitals> leaking = hour(minute -> 50 + minute / 5);

        assertFalse(THREADS.isKept(leaking));
        assertEquals("threads: 51, then 61; growth 10 of 4 that are allowed", THREADS.tell(leaking));
    }

    @Test
    void whatComesInTheFirstMinutesOrGoesAgainIsNone() {
        assertTrue(THREADS.isKept(hour(minute -> Math.min(minute, 5) + 50)));
        assertTrue(THREADS.isKept(hour(minute -> minute == 57 ? 90 : 50)));
    }

    @Test
    void aFewLooksShowNothing() {
        List<Vitals> few = hour(minute -> 50).subList(0, 9);

        assertThrows(IllegalArgumentException.class, () -> THREADS.isKept(few));
    }
}

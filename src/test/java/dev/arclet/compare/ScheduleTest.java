package dev.arclet.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ScheduleTest {
    /** As many as a Poisson process has, but for one time in millions: six standard deviations. */
    @Property(tries = 200)
    void arrivalsFollowEachOtherAtTheWantedRateAndNeverAfterTheEnd(
            @ForAll @DoubleRange(min = 0.5, max = 20_000) double perSecond,
            @ForAll @IntRange(min = 200, max = 4_000) int millis,
            @ForAll long seed) {
        Schedule schedule = Schedule.poisson(perSecond, Duration.ofMillis(millis), seed);

        double expected = perSecond * millis / 1e3;
        assertTrue(
                Math.abs(schedule.size() - expected) <= 6 * Math.sqrt(expected) + 6,
                schedule.size() + " arrivals, expected " + expected);
        long before = 0;
        for (int i = 0; i < schedule.size(); i++) {
            assertTrue(schedule.nanos(i) >= before, "arrival " + i + " is before the one before it");
            before = schedule.nanos(i);
        }
        assertTrue(before < millis * 1_000_000L, "the last arrival is after the end");
    }

    /** Gaps of a Poisson process are as wide as they vary; a metronome's vary not at all. */
    @Property(tries = 20)
    void gapsVaryAsMuchAsTheyAreLong(@ForAll long seed) {
        Schedule schedule = Schedule.poisson(5_000, Duration.ofSeconds(4), seed);
        double mean = schedule.nanos(schedule.size() - 1) / (double) (schedule.size() - 1);
        double squares = 0;
        for (int i = 1; i < schedule.size(); i++) {
            squares += Math.pow(schedule.nanos(i) - schedule.nanos(i - 1) - mean, 2);
        }
        assertEquals(1, Math.sqrt(squares / schedule.size()) / mean, 0.06);
    }

    @Property(tries = 20)
    void theSameSeedGivesTheSameArrivals(@ForAll long seed) {
        Schedule first = Schedule.poisson(300, Duration.ofSeconds(1), seed);
        Schedule second = Schedule.poisson(300, Duration.ofSeconds(1), seed);

        assertEquals(first.size(), second.size());
        for (int i = 0; i < first.size(); i++) {
            assertEquals(first.nanos(i), second.nanos(i));
        }
    }
}

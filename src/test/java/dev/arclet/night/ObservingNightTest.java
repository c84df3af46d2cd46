package dev.arclet.night;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ObservingNightTest {
    private static String nightOf(String utc) {
        return ObservingNight.of(ObservingNight.mjdTai(Instant.parse(utc))).toString();
    }

    @Test
    void anExposureAfterMidnightUtcBelongsToTheNightOfTheDayBefore() {
        assertEquals("20261123", nightOf("2026-11-23T23:50:00Z"));
        assertEquals("20261123", nightOf("2026-11-24T00:10:00Z"));
        assertEquals("20261123", nightOf("2026-11-24T09:00:00Z"));
    }

    @Test
    void aNightChangesAtNoonInChileInSummerAndWinterAlike() {
        // Chile is three hours behind UTC in its summer, four in its winter.
        assertEquals("20261123", nightOf("2026-11-24T14:59:59Z"));
        assertEquals("20261124", nightOf("2026-11-24T15:00:00Z"));
        assertEquals("20260620", nightOf("2026-06-21T15:59:59Z"));
        assertEquals("20260621", nightOf("2026-06-21T16:00:00Z"));
    }

    @Test
    void timesCountInTai() {
        assertEquals(Instant.parse("2026-11-23T23:59:23Z"), ObservingNight.utc(61_368.0));
        assertEquals(61_368.0, ObservingNight.mjdTai(Instant.parse("2026-11-23T23:59:23Z")), 1e-9);
        assertNotEquals(61_368.0, ObservingNight.mjdTai(Instant.parse("2026-11-24T00:00:00Z")), 1e-6);
    }
}

package dev.arclet.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SystemEpochMicrosTest {
    private static final long START = 1_700_000_000_000_000L;

    /** What the two clocks underneath say: nanoseconds since the start, and by how much the wall clock is off from them. */
    private final AtomicLong nanos = new AtomicLong();

    private final AtomicLong wallOffset = new AtomicLong();
    private final SystemEpochMicros clock =
            new SystemEpochMicros(nanos::get, () -> START + nanos.get() / 1_000 + wallOffset.get());

    @Test
    void itTellsMicrosecondsBetweenTwoLooksAtTheWallClock() {
        nanos.addAndGet(1_234_000);

        assertEquals(START + 1_234, clock.now());
    }

    @Test
    void aDriftOfTheWallClockIsFollowedSlowly() {
        for (int second = 0; second < 100; second++) {
            wallOffset.addAndGet(50);
            step(1_000_000);
        }

        assertWithin(200, START + 100_000_000 + 5_000, clock.now());
    }

    @Test
    void aWallClockThatIsSetAheadIsFollowedAtTheNextLook() {
        wallOffset.set(3_600_000_000L);
        step(1_500_000);

        assertEquals(START + 1_500_000 + 3_600_000_000L, clock.now());
    }

    @Test
    void aWallClockThatIsSetBackNeitherMakesItGoBackNorStandStill() {
        step(10_000);
        long before = clock.now();
        wallOffset.set(-3_600_000_000L);
        step(2_000_000);

        assertWithin(1_000, 2_000_000, clock.now() - before);
    }

    @Test
    void aSmallStepBackOfTheWallClockDoesNotStopIt() {
        step(1_100_000);
        wallOffset.set(-20_000);
        step(1_100_000);
        long before = clock.now();
        step(1_100_000);

        assertWithin(600, 1_100_000, clock.now() - before);
    }

    @Property(tries = 200)
    void itNeverGoesBackAndDurationsAreTrueToHalfAPerMille(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long previous = clock.now();
        for (int i = 0; i < 200; i++) {
            wallOffset.addAndGet(random.nextLong(-3_000, 3_001));
            long micros = random.nextLong(0, 3_000_000);
            nanos.addAndGet(micros * 1_000);
            long now = clock.now();
            assertTrue(now >= previous, "went back by " + (previous - now));
            assertWithin(micros / 2_000 + 2, micros, now - previous);
            previous = now;
        }
    }

    @Test
    void theMachinesClockAgreesWithTheWallClock() {
        EpochMicros system = EpochMicros.system();

        assertEquals(System.currentTimeMillis() / 1_000.0, system.now() / 1e6, 1);
    }

    private static void assertWithin(long tolerance, long expected, long actual) {
        assertTrue(Math.abs(actual - expected) <= tolerance, () -> "expected " + expected + ", was " + actual);
    }

    private void step(long micros) {
        nanos.addAndGet(micros * 1_000);
        long unused = clock.now();
    }
}

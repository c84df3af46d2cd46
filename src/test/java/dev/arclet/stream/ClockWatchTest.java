package dev.arclet.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A clock that is set back is noticed, and nothing else is. */
class ClockWatchTest {
    private final List<Duration> steps = new ArrayList<>();
    private long timeOfDay = 1_795_000_000_000L;
    private long stopwatch = 77;
    private long heldUp;

    private final ClockWatch watch = new ClockWatch(() -> timeOfDay, this::readStopwatch, steps::add);

    private long readStopwatch() {
        stopwatch += heldUp;
        return stopwatch;
    }

    private void secondsPass(int seconds, long clockRunsMillis) {
        for (int i = 0; i < seconds; i++) {
            stopwatch += 1_000_000_000;
            timeOfDay += clockRunsMillis;
            watch.look();
        }
    }

    @Test
    void aStepBackIsToldOnceWithItsSize() {
        secondsPass(10, 1000);
        timeOfDay -= 3_600_000;
        secondsPass(10, 1000);

        assertEquals(List.of(Duration.ofHours(1)), steps);
    }

    @Test
    void aStepForwardAndSmallOnesAreNone() {
        secondsPass(2, 1000);
        timeOfDay += 3_600_000;
        secondsPass(2, 1000);
        timeOfDay -= 4_000;
        secondsPass(2, 1000);

        assertEquals(List.of(), steps);
    }

    @Test
    void aTimeServiceThatSlowsTheClockForHoursSetsItBackByNothing() {
        secondsPass(20_000, 999);

        assertEquals(List.of(), steps);
    }

    @Test
    void aThreadThatWasHeldUpBetweenItsReadingsDoesNotTakeThatForAStep() {
        secondsPass(2, 1000);
        heldUp = 8_000_000_000L;
        watch.look();
        heldUp = 0;
        timeOfDay += 16_000;
        secondsPass(2, 1000);

        assertEquals(List.of(), steps);
    }
}

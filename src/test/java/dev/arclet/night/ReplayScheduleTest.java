package dev.arclet.night;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.arclet.alert.Alert;
import dev.arclet.alert.SkyPosition;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplayScheduleTest {
    private static final double START_MJD = 61368.25;
    private static final double NO_LIMIT = Double.POSITIVE_INFINITY;

    /** An alert of a visit whose exposure's middle is so many seconds into the night. */
    private static Alert alert(long visit, double seconds) {
        return new Alert(
                "lsst",
                300,
                1,
                Optional.empty(),
                Optional.empty(),
                "r",
                visit,
                START_MJD + seconds / 86_400,
                new SkyPosition(0, 0),
                Optional.empty(),
                Map.of(),
                Map.of(),
                0.2);
    }

    private static List<Long> dueMillis(double speed, double longestGapDays, Alert... alerts) {
        ReplaySchedule schedule = new ReplaySchedule(
                new ReplaySpeed(speed), Duration.ofSeconds(100).toNanos(), longestGapDays);
        return Arrays.stream(alerts)
                .map(alert -> schedule.due(alert.midpointMjdTai(), alert.visit()))
                .map(nanos -> Math.round(nanos / 1e6) - 100_000)
                .toList();
    }

    @Test
    void alertsAreSpacedAsTheirExposuresWere() {
        assertEquals(List.of(0L, 37_000L, 74_000L), dueMillis(1, NO_LIMIT, alert(1, 0), alert(2, 37), alert(3, 74)));
    }

    @Test
    void aFasterReplayShortensEverySpacing() {
        assertEquals(List.of(0L, 3_700L, 7_400L), dueMillis(10, NO_LIMIT, alert(1, 0), alert(2, 37), alert(3, 74)));
    }

    @Test
    void theAlertsOfAVisitAreDueTogether() {
        assertEquals(
                List.of(0L, 0L, 0L, 37_000L, 37_000L),
                dueMillis(1, NO_LIMIT, alert(1, 0), alert(1, 0.4), alert(1, 0.9), alert(2, 37), alert(2, 37.3)));
    }

    @Test
    void aSurveyWithoutVisitsIsSpacedByTimeAlone() {
        assertEquals(List.of(0L, 0L, 400L), dueMillis(1, NO_LIMIT, alert(0, 0), alert(0, 0), alert(0, 0.4)));
    }

    @Test
    void anAlertFromALittleEarlierIsDueAtOnceAndShiftsNothing() {
        assertEquals(
                List.of(0L, 40_000L, 40_000L, 74_000L),
                dueMillis(1, NO_LIMIT, alert(1, 0), alert(2, 40), alert(3, 10), alert(4, 74)));
    }

    @Test
    void anEarlierNightBehindALaterOneHasItsOwnTiming() {
        double dayBefore = -86_400;
        assertEquals(
                List.of(0L, 37_000L, 37_000L, 74_000L),
                dueMillis(1, NO_LIMIT, alert(1, 0), alert(2, 37), alert(3, dayBefore), alert(4, dayBefore + 37)));
    }

    @Test
    void aLongGapIsShortenedWhenAskedTo() {
        double minute = 60 / 86_400.0;
        assertEquals(
                List.of(0L, 37_000L, 97_000L, 134_000L),
                dueMillis(1, minute, alert(1, 0), alert(2, 37), alert(3, 86_400), alert(4, 86_437)));
    }

    @Test
    void anAlertWithoutATimeIsDueWithTheOneBeforeIt() {
        assertEquals(
                List.of(0L, 37_000L, 37_000L), dueMillis(1, NO_LIMIT, alert(1, 0), alert(2, 37), alert(3, Double.NaN)));
    }
}

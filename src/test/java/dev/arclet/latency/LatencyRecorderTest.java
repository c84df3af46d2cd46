package dev.arclet.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatencyRecorderTest {
    private static final long T0 = 1_700_000_000_000_000L;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LatencyRecorder recorder = new LatencyRecorder(meters, Duration.ofSeconds(60));

    @Test
    void percentilesAreThoseOfWhatWasRecorded() {
        for (int i = 1; i <= 1_000; i++) {
            recorder.record(Timeline.empty().with(Mark.SENT, T0).with(Mark.RECEIVED, T0 + i * 1_000L));
        }

        LatencyTable.Row row = recorder.snapshot().row(Stage.TRANSPORT).orElseThrow();

        assertEquals(1_000, row.count());
        assertEquals(500, row.p50(), 0.5);
        assertEquals(900, row.p90(), 0.9);
        assertEquals(990, row.p99(), 1);
        assertEquals(999, row.p999(), 1);
        assertEquals(1_000, row.max(), 1);
    }

    @Test
    void aStageWithoutItsMarksIsLeftOut() {
        recorder.record(Timeline.empty().with(Mark.SENT, T0).with(Mark.RECEIVED, T0 + 1));

        assertEquals(
                List.of(Stage.TRANSPORT),
                recorder.snapshot().rows().stream().map(LatencyTable.Row::stage).toList());
        assertEquals(Optional.empty(), recorder.snapshot().shareWithinBound());
    }

    @Test
    void alertsAreCountedWithinAndBeyondTheBound() {
        published(60_000_000);
        published(60_000_001);
        published(1);
        published(59_000_000);

        LatencyTable table = recorder.snapshot();

        assertEquals(3, table.within());
        assertEquals(1, table.beyond());
        assertEquals(Optional.of(0.75), table.shareWithinBound());
        assertEquals(
                3, meters.get("arclet.alerts.within.bound").functionCounter().count());
        assertEquals(
                1, meters.get("arclet.alerts.beyond.bound").functionCounter().count());
    }

    @Test
    void aNegativeStageCountsAsZeroAndIsCounted() {
        published(-5_000);

        LatencyTable table = recorder.snapshot();

        assertEquals(0, table.row(Stage.TOTAL).orElseThrow().max());
        assertEquals(1, table.skewed());
        assertTrue(table.render().contains("1 times a stage ended before it began"), table.render());
    }

    @Test
    void aNightReplayedYearsLaterIsRecordedAsADay() {
        published(Duration.ofDays(900).toSeconds() * 1_000_000);

        assertEquals(
                86_400_000, recorder.snapshot().row(Stage.TOTAL).orElseThrow().max(), 86_400);
    }

    @Test
    void micrometerHasATimerAStage() {
        published(2_000);

        assertEquals(
                2,
                meters.get("arclet.stage.latency").tag("stage", "total").timer().totalTime(TimeUnit.MILLISECONDS),
                1e-9);
    }

    @Test
    void nothingIsLostWhenThreadsRecordTogether() {
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            threads.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 5_000; i++) {
                    published(i);
                }
            }));
        }
        threads.forEach(CompletableFuture::join);

        assertEquals(20_000, recorder.snapshot().row(Stage.TOTAL).orElseThrow().count());
        assertEquals(20_000, recorder.snapshot().within());
    }

    @Test
    void theTableIsAligned() {
        LatencyTable table = new LatencyTable(
                List.of(
                        new LatencyTable.Row(Stage.DECODE, 20_000, 0.12, 0.5, 1.25, 12.34, 99.96),
                        new LatencyTable.Row(Stage.TOTAL, 19_999, 9.1, 88, 4_321, 70_025, 86_400_000)),
                Duration.ofSeconds(60),
                19_998,
                1,
                0);

        assertEquals("""
                stage (ms)         alerts         p50         p90         p99       p99.9         max
                decode              20000       0.120       0.500       1.250        12.3       100.0
                total               19999       9.100        88.0      4321.0      70,025  86,400,000
                99.99 % of 19999 alerts within 60 s of being sent
                """, table.toString().replace(System.lineSeparator(), "\n"));
    }

    @Test
    void aBoundOfNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new LatencyRecorder(meters, Duration.ZERO));
    }

    private void published(long micros) {
        recorder.record(Timeline.empty().with(Mark.SENT, T0).with(Mark.PUBLISHED, T0 + micros));
    }
}

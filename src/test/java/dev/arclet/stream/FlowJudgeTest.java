package dev.arclet.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.arclet.stream.FlowJudge.Look;
import java.time.Duration;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class FlowJudgeTest {
    private final FlowJudge judge = new FlowJudge();
    private Flow flow = new Flow.Unknown(0);

    /** Looks once a second, from the first of these seconds to the last. */
    private void watch(int from, int to, LongUnaryOperator behind, LongUnaryOperator ended) {
        for (int second = from; second <= to; second++) {
            flow = judge.judge(
                    new Look(second * 1_000_000_000L, behind.applyAsLong(second), ended.applyAsLong(second)),
                    () -> List.of("worker gpu is out of service since 20 s ago"));
        }
    }

    @Test
    void oneWhoHasLookedOnceKnowsNothingYet() {
        watch(0, 0, s -> 5000, s -> 0);

        assertEquals(new Flow.Unknown(5000), flow);
    }

    @Test
    void aStreamThatEndsWhatComesWithinSecondsKeepsUpHoweverMuchThatIs() {
        watch(0, 60, s -> 400 + 300 * (s % 2), s -> 300 * s);

        assertEquals(new Flow.KeepingUp(400), flow);
    }

    @Test
    void anIdleStreamKeepsUp() {
        watch(0, 600, s -> 0, s -> 17);

        assertEquals(new Flow.KeepingUp(0), flow);
    }

    @Test
    void aBacklogThatGetsLessIsDrainingAndSaysForHowLong() {
        watch(0, 30, s -> 10_000 - 50 * s, s -> 200 * s);

        Flow.Draining draining = assertInstanceOf(Flow.Draining.class, flow);
        assertEquals(8500, draining.behind());
        assertEquals(200, draining.endedPerSecond(), 1e-9);
        assertEquals(170.0, (double) draining.left().toSeconds(), 1);
        assertEquals("draining: 8,500 alerts behind, 200/s end, done in 3 min", flow.text());
    }

    @Test
    void aBacklogThatGetsMoreIsGrowing() {
        watch(0, 30, s -> 1000 + 50 * s, s -> 100 * s);

        Flow.Growing growing = assertInstanceOf(Flow.Growing.class, flow);
        assertEquals(150, growing.comePerSecond(), 1e-6);
        assertEquals("growing: 2,500 alerts behind, 100/s end while 150/s come", flow.text());
    }

    @Test
    void aVisitsAlertsAllAtOnceAreDrainingSoonAfter() {
        watch(0, 20, s -> 0, s -> 0);
        watch(21, 40, s -> 10_000 - 400 * (s - 21), s -> 400 * (s - 21));

        assertInstanceOf(Flow.Draining.class, flow);
    }

    @Test
    void alertsThatComeInBatchesDoNotMakeAStreamDrainAndGrowByTurns() {
        for (int second = 0; second <= 60; second++) {
            long now = second;
            watch(second, second, s -> 10_000 - 20 * now + 150 * (now % 2), s -> 150 * now);
            if (second > FlowJudge.WINDOW_SECONDS) {
                assertInstanceOf(Flow.Draining.class, flow, "at " + second + " s: " + flow.text());
            }
        }
    }

    @Test
    void alertsThatWaitWhileNoneEndsAreStuckAndTheCauseIsTold() {
        watch(0, 30, s -> 200, s -> 100 * s);
        watch(31, 30 + FlowJudge.STUCK_SECONDS - 1, s -> 200 + 100 * (s - 30), s -> 3000);
        assertInstanceOf(Flow.Growing.class, flow);

        watch(30 + FlowJudge.STUCK_SECONDS, 60, s -> 200 + 100 * (s - 30), s -> 3000);

        Flow.Stuck stuck = assertInstanceOf(Flow.Stuck.class, flow);
        assertEquals(Duration.ofSeconds(30), stuck.quiet());
        assertEquals(
                "stuck: no alert has ended for 30 s though 3,200 wait; worker gpu is out of service since 20 s ago",
                flow.text());
    }

    @Test
    void oneAlertThatComesAfterAQuietHourIsNotStuckAtOnce() {
        watch(0, 3600, s -> 0, s -> 5);
        watch(3601, 3601, s -> 1, s -> 5);

        assertInstanceOf(Flow.KeepingUp.class, flow);
    }

    @Test
    void aStuckStreamThatGoesOnIsStuckNoMore() {
        watch(0, 60, s -> 3000, s -> 0);
        assertInstanceOf(Flow.Stuck.class, flow);

        watch(61, 80, s -> 3000 - 100 * (s - 60), s -> 100 * (s - 60));

        assertInstanceOf(Flow.Draining.class, flow);
    }

    @Test
    void timesAreToldAsPeopleSayThem() {
        assertEquals("42 s", Flow.roughly(Duration.ofSeconds(42)));
        assertEquals("7 min", Flow.roughly(Duration.ofSeconds(425)));
        assertEquals("3.5 h", Flow.roughly(Duration.ofMinutes(210)));
    }
}

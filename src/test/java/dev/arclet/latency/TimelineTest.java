package dev.arclet.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TimelineTest {
    @Test
    void aMarkIsAtTheTimeThatItWasGiven() {
        Timeline timeline = Timeline.empty().with(Mark.SENT, 1_000_000).with(Mark.RECEIVED, 1_000_250);

        assertEquals(OptionalLong.of(1_000_250), timeline.at(Mark.RECEIVED));
        assertEquals(OptionalLong.of(250), timeline.micros(Stage.TRANSPORT));
    }

    @Test
    void aMarkThatWasNotPassedIsAbsentAndSoIsItsStage() {
        Timeline timeline =
                Timeline.empty().with(Mark.SENT, 5).with(Mark.OBSERVED, 0).with(Mark.QUEUED, -1);

        assertEquals(OptionalLong.empty(), timeline.at(Mark.OBSERVED));
        assertEquals(OptionalLong.empty(), timeline.at(Mark.QUEUED));
        assertEquals(OptionalLong.empty(), timeline.micros(Stage.EXPOSE_TO_SEND));
        assertEquals(OptionalLong.empty(), timeline.micros(Stage.TOTAL));
    }

    @Test
    void addingAMarkLeavesTheOldTimelineAsItWas() {
        Timeline before = Timeline.empty().with(Mark.SENT, 5);
        Timeline after = before.with(Mark.SENT, 7);

        assertEquals(OptionalLong.of(5), before.at(Mark.SENT));
        assertEquals(OptionalLong.of(7), after.at(Mark.SENT));
        assertNotEquals(before, after);
        assertEquals(before, after.with(Mark.SENT, 5));
    }

    @Test
    void clocksThatDisagreeGiveANegativeStage() {
        Timeline timeline = Timeline.empty().with(Mark.SENT, 900).with(Mark.RECEIVED, 500);

        assertEquals(OptionalLong.of(-400), timeline.micros(Stage.TRANSPORT));
    }

    @Property
    void theStagesFromSentToPublishedAddUpToTheTotal(
            @ForAll @LongRange(min = 1, max = 1L << 52) long sent,
            @ForAll @LongRange(min = 0, max = 1_000_000) long step) {
        Timeline timeline = Timeline.empty();
        long at = sent;
        for (Mark mark : Mark.values()) {
            timeline = timeline.with(mark, at);
            at += step;
        }
        long sum = 0;
        for (Stage stage :
                new Stage[] {Stage.TRANSPORT, Stage.DECODE, Stage.PICTURE, Stage.WAIT, Stage.INFER, Stage.PUBLISH}) {
            sum += timeline.micros(stage).orElseThrow();
        }
        assertEquals(timeline.micros(Stage.TOTAL).orElseThrow(), sum);
    }
}

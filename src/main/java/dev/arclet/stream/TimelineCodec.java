package dev.arclet.stream;

import dev.arclet.latency.Mark;
import dev.arclet.latency.Timeline;
import java.util.ArrayList;
import java.util.List;

/** Timelines to and from the form in which the re-key topic and the in-flight store hold them: a number a mark, 0 for "not passed". */
final class TimelineCodec {
    private TimelineCodec() {}

    static List<Long> store(Timeline timeline) {
        List<Long> micros = new ArrayList<>(Mark.values().length);
        for (Mark mark : Mark.values()) {
            micros.add(timeline.at(mark).orElse(0));
        }
        return micros;
    }

    static Timeline load(List<Long> micros) {
        Timeline timeline = Timeline.empty();
        for (Mark mark : Mark.values()) {
            if (mark.ordinal() < micros.size() && micros.get(mark.ordinal()) != 0) {
                timeline = timeline.with(mark, micros.get(mark.ordinal()));
            }
        }
        return timeline;
    }
}

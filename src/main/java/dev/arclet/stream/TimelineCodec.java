package dev.arclet.stream;

import dev.arclet.latency.Mark;
import dev.arclet.latency.Timeline;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;

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

    /** One mark of a stored timeline; empty if it was not passed. */
    @SuppressWarnings("EnumOrdinal") // stored timelines know marks by their place
    static OptionalLong at(List<Long> micros, Mark mark) {
        long at = mark.ordinal() < micros.size() ? micros.get(mark.ordinal()) : 0;
        return at == 0 ? OptionalLong.empty() : OptionalLong.of(at);
    }

    static Timeline load(List<Long> micros) {
        Timeline timeline = Timeline.empty();
        Iterator<Long> stored = micros.iterator();
        for (Mark mark : Mark.values()) {
            long at = stored.hasNext() ? stored.next() : 0;
            timeline = at == 0 ? timeline : timeline.with(mark, at);
        }
        return timeline;
    }
}

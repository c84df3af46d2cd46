package dev.arclet.load;

import dev.arclet.latency.Mark;
import dev.arclet.latency.Timeline;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The parts of an answer's time, one after the other: from when the alert was due to when its answer was read. They add up to the whole.
 * Those between are the stages that the record itself tells of.
 */
public enum Leg {
    /** Due, but not handed over yet: the target took no more, or the generator itself was late. */
    SCHEDULE,
    /** Handed over, until a stream thread took it up: the way through the broker. */
    TRANSPORT,
    DECODE,
    PICTURE,
    WAIT,
    INFER,
    PUBLISH,
    /** From the outcome until the reader had it: the way back. */
    DELIVER;

    private static final Mark[] ENDS = {
        Mark.SENT, Mark.RECEIVED, Mark.DECODED, Mark.QUEUED, Mark.DISPATCHED, Mark.INFERRED, Mark.PUBLISHED
    };

    /** Receives one leg's time. */
    interface Sink {
        void leg(Leg leg, long micros);
    }

    /** Cuts an answer's time into legs; one whose end was not marked goes into the next. */
    static void split(long dueMicros, Timeline marks, long seenMicros, Sink sink) {
        Leg[] legs = values();
        long from = dueMicros;
        for (int i = 0; i < ENDS.length; i++) {
            OptionalLong end = marks.at(ENDS[i]);
            if (end.isPresent()) {
                sink.leg(legs[i], end.getAsLong() - from);
                from = end.getAsLong();
            }
        }
        sink.leg(DELIVER, seenMicros - from);
    }

    /** Name in tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

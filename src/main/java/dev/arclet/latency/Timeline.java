package dev.arclet.latency;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * When one alert passed each {@link Mark}, in microseconds since 1970. A mark that was not passed is absent; 0 and
 * before count as absent too, as surveys write 0 where they do not know.
 *
 * <p>Immutable. Setting a mark copies eight longs.
 */
public final class Timeline {
    private static final int MARKS = Mark.values().length;
    private static final Timeline EMPTY = new Timeline(new long[MARKS]);

    private final long[] micros;

    private Timeline(long[] micros) {
        this.micros = micros;
    }

    /** A timeline on which no mark was passed. */
    public static Timeline empty() {
        return EMPTY;
    }

    /**
     * The same with one more mark, or with that mark at another time.
     *
     * @param epochMicros microseconds since 1970; 0 or less takes the mark away
     */
    public Timeline with(Mark mark, long epochMicros) {
        long[] copy = micros.clone();
        copy[index(mark)] = Math.max(0, epochMicros);
        return new Timeline(copy);
    }

    /** When the mark was passed, microseconds since 1970; empty if it was not. */
    public OptionalLong at(Mark mark) {
        long at = micros[index(mark)];
        return at == 0 ? OptionalLong.empty() : OptionalLong.of(at);
    }

    /**
     * How long a stage took, in microseconds; empty if one of its marks is absent.
     *
     * <p>Negative when the marks come from clocks that disagree, as those of an observatory and of this machine may. The number is
     * kept as it is, so that differences still add up; {@link LatencyRecorder} says what it makes of it.
     */
    public OptionalLong micros(Stage stage) {
        long from = micros[index(stage.from())];
        long to = micros[index(stage.to())];
        return from == 0 || to == 0 ? OptionalLong.empty() : OptionalLong.of(to - from);
    }

    /** An index that never leaves the process: an EnumMap without boxes. */
    @SuppressWarnings("EnumOrdinal")
    private static int index(Mark mark) {
        return mark.ordinal();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Timeline timeline && Arrays.equals(micros, timeline.micros);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(micros);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Timeline{");
        String separator = "";
        for (Mark mark : Mark.values()) {
            if (at(mark).isPresent()) {
                text.append(separator).append(mark).append('=').append(micros[index(mark)]);
                separator = ", ";
            }
        }
        return text.append('}').toString();
    }
}

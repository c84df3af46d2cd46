package dev.arclet.stream;

import dev.arclet.alert.Alert;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Headers;

/**
 * What becomes of which alert when more come than can be scored: some go first, and what is too old to be of use is shed.
 *
 * <p>An alert's age counts from {@link dev.arclet.latency.Mark#SENT}, as its latency does: the observatory's {@code producer_timestamp}, or
 * else the record's time. When it was observed does not matter, so that a night of last year that is replayed now is fresh.
 *
 * @param first an alert that meets all of these goes first; none does if there are none
 * @param shedAfter an alert that is older is skipped; empty: none is
 * @param shedFirstAfter the same for an alert that goes first
 */
public record Triage(List<Condition> first, Optional<Duration> shedAfter, Optional<Duration> shedFirstAfter) {

    /** All alerts are alike and none is too old. */
    public static final Triage NONE = new Triage(List.of(), Optional.empty(), Optional.empty());

    /** Header of an alert that goes first; its record on the output topics has it too. */
    public static final String FIRST_HEADER = "arclet.first";

    /** Counts alerts that are too old to be scored. */
    static final String SHED = "shed";

    private static final byte[] YES = {'1'};

    public Triage {
        first = List.copyOf(first);
    }

    /** The same for alerts that somebody wants scored however old they are. */
    Triage withoutShedding() {
        return new Triage(first, Optional.empty(), Optional.empty());
    }

    /** Whether any alert can be too old. */
    boolean sheds() {
        return shedAfter.isPresent() || shedFirstAfter.isPresent();
    }

    /** Whether the alert goes first. What was not measured speaks for no preference. */
    boolean isFirst(Alert alert) {
        if (first.isEmpty()) {
            return false;
        }
        for (Condition condition : first) {
            if (!condition.isMetBy(alert)) {
                return false;
            }
        }
        return true;
    }

    /** Says in an alert's headers, where any rule says so, whether it goes first; what others have written there does not count. */
    void mark(Headers headers, boolean goesFirst) {
        if (!first.isEmpty()) {
            headers.remove(FIRST_HEADER);
            if (goesFirst) {
                headers.add(FIRST_HEADER, YES);
            }
        }
    }

    /** Whether {@link #mark} has said that the alert goes first. */
    boolean isMarked(Headers headers) {
        return !first.isEmpty() && headers.lastHeader(FIRST_HEADER) != null;
    }

    /**
     * Why an alert is skipped that has become too old; empty if it is not.
     *
     * @param sent epoch microseconds; empty where nobody knows
     */
    Optional<String> shedding(OptionalLong sent, boolean goesFirst, long nowMicros) {
        Optional<Duration> limit = goesFirst ? shedFirstAfter : shedAfter;
        if (limit.isEmpty() || sent.isEmpty()) {
            return Optional.empty();
        }
        long age = nowMicros - sent.getAsLong();
        return age <= limit.get().toNanos() / 1000
                ? Optional.empty()
                : Optional.of(SHED + ": it was sent " + seconds(age) + " s ago, and "
                        + seconds(limit.get().toNanos() / 1000) + " s are allowed");
    }

    private static long seconds(long micros) {
        return micros / 1_000_000;
    }
}

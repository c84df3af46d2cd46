package dev.arclet.latency;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What the last part of the road costs, as a consumer sees it: from the published record through the broker to the consumer, and all of it
 * from the observatory's sending. The broker's part is known only of topics that hold the broker's own time.
 *
 * <p>A time that comes out negative, as two clocks disagree, is recorded as 0 and counted; one beyond a day counts as a day. For one thread.
 */
public final class DeliveryLatency {
    private static final int DIGITS = 3;
    private static final long LONGEST = TimeUnit.DAYS.toMicros(1);

    private final Map<Leg, Histogram> histograms = new EnumMap<>(Leg.class);
    private long skewed;

    /** The parts, each from one moment to another. */
    public enum Leg {
        /** All of Arclet's road and what was before it: from the observatory's sending to the publication. */
        SENT_TO_PUBLISHED,
        /** Through Arclet's producer to the broker. */
        PUBLISHED_TO_BROKER,
        /** From the broker to the consumer; under exactly once also the wait for the transaction's end. */
        BROKER_TO_CONSUMER,
        /** The last two together. */
        PUBLISHED_TO_CONSUMER,
        /** From the observatory's sending to the consumer. */
        SENT_TO_CONSUMER;

        private String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * When one record passed each mark of this part; microseconds since 1970.
     *
     * @param sent by the observatory
     * @param published handed to Arclet's producer
     * @param appended by the broker, where its topic holds that
     * @param consumed given to the consumer
     */
    public record Moments(OptionalLong sent, OptionalLong published, OptionalLong appended, long consumed) {
        /** How long it all took, in microseconds; empty where nobody knows when it was sent. */
        public OptionalLong sentToConsumer() {
            return between(sent, OptionalLong.of(consumed));
        }

        private OptionalLong micros(Leg leg) {
            OptionalLong end = OptionalLong.of(consumed);
            return switch (leg) {
                case SENT_TO_PUBLISHED -> between(sent, published);
                case PUBLISHED_TO_BROKER -> withinAMillisecond(between(published, appended));
                case BROKER_TO_CONSUMER -> between(appended, end);
                case PUBLISHED_TO_CONSUMER -> between(published, end);
                case SENT_TO_CONSUMER -> between(sent, end);
            };
        }

        /** Brokers stamp whole milliseconds, so that a record may seem to arrive in the one before it was published. */
        private static OptionalLong withinAMillisecond(OptionalLong micros) {
            return micros.isPresent() && micros.getAsLong() > -1_000
                    ? OptionalLong.of(Math.max(0, micros.getAsLong()))
                    : micros;
        }

        private static OptionalLong between(OptionalLong from, OptionalLong to) {
            return from.isPresent() && to.isPresent()
                    ? OptionalLong.of(to.getAsLong() - from.getAsLong())
                    : OptionalLong.empty();
        }
    }

    /** Takes in one record. */
    public void record(Moments moments) {
        for (Leg leg : Leg.values()) {
            moments.micros(leg).ifPresent(micros -> record(leg, micros));
        }
    }

    private void record(Leg leg, long micros) {
        skewed += micros < 0 ? 1 : 0;
        histograms
                .computeIfAbsent(leg, first -> new Histogram(LONGEST, DIGITS))
                .recordValue(Math.max(0, Math.min(LONGEST, micros)));
    }

    /** How many records passed a part. */
    public long count(Leg leg) {
        return histograms.containsKey(leg) ? histograms.get(leg).getTotalCount() : 0;
    }

    /** A table for people: a head and a line a part, in milliseconds. Empty before the first record. */
    public String render() {
        List<String> lines = new ArrayList<>();
        if (!histograms.isEmpty()) {
            lines.add(line("latency (ms)", "records", "p50", "p90", "p99", "p99.9", "max"));
        }
        histograms.forEach((leg, histogram) -> lines.add(line(
                leg.label(),
                Long.toString(histogram.getTotalCount()),
                millis(histogram.getValueAtPercentile(50)),
                millis(histogram.getValueAtPercentile(90)),
                millis(histogram.getValueAtPercentile(99)),
                millis(histogram.getValueAtPercentile(99.9)),
                millis(histogram.getMaxValue()))));
        if (skewed > 0) {
            lines.add(skewed + " times a part ended before it began: two clocks disagree; counted as 0");
        }
        return lines.isEmpty() ? "" : String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, "%-22s %9s %11s %11s %11s %11s %11s", cells);
    }

    private static String millis(long micros) {
        return LatencyTable.millis(micros / 1_000.0);
    }

    @Override
    public String toString() {
        return render();
    }
}

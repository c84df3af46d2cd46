package dev.arclet.compare;

import dev.arclet.evaluation.figures.Estimate;
import java.util.Locale;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * How a pair did at one load.
 *
 * @param perSecond pictures a second that were sent, on average
 * @param share of what the pair can do
 * @param sent pictures
 * @param answered of these, with a score
 * @param rejected of these, as pictures that can't be scored
 * @param unanswered of these, until patience ended; their wait until then is in the latencies
 * @param p50 median latency in milliseconds, from when a picture was due to its score
 * @param p90 the same of 90 %
 * @param p99 the same of 99 %, with its 95 % interval
 * @param p999 the same of 99.9 %
 * @param max the longest
 * @param senderLateP99 milliseconds by which the generator itself was late, of 99 %; they are in the latencies
 * @param miss why the pair does not hold this load, if it does not
 */
public record Load(
        double perSecond,
        double share,
        int sent,
        int answered,
        int rejected,
        int unanswered,
        double p50,
        double p90,
        Estimate p99,
        double p999,
        double max,
        double senderLateP99,
        Optional<String> miss) {
    private static final double MICROS = 1e3;
    private static final double NORMAL_95 = 1.959963984540054;

    /** Of the bound; a generator that is later than this measures itself. */
    private static final double LATE = 0.1;

    static Load of(double perSecond, double capacity, LoadResult result, Goal goal) {
        Histogram latencies = result.latencies();
        Estimate p99 = quantile(latencies, 0.99);
        double senderLate = result.lateness().getValueAtPercentile(99) / MICROS;
        return new Load(
                perSecond,
                perSecond / capacity,
                result.sent(),
                result.answered(),
                result.rejected(),
                result.unanswered(),
                latencies.getValueAtPercentile(50) / MICROS,
                latencies.getValueAtPercentile(90) / MICROS,
                p99,
                latencies.getValueAtPercentile(99.9) / MICROS,
                latencies.getMaxValue() / MICROS,
                senderLate,
                miss(perSecond, capacity, result, p99, senderLate, goal));
    }

    /** Whether it holds this load within the bound, the upper end of the interval included. */
    public boolean holds() {
        return miss.isEmpty();
    }

    /**
     * A quantile in milliseconds. Its 95 % interval goes from one rank to another, between which the true quantile lies by the binomial
     * distribution of how many values are below it (normal approximation; Hahn and Meeker 1991, section 5.2).
     */
    static Estimate quantile(Histogram latencies, double part) {
        double count = latencies.getTotalCount();
        double half = NORMAL_95 * Math.sqrt(part * (1 - part) / count);
        return new Estimate(
                at(latencies, part),
                at(latencies, Math.max(0, part - half)),
                at(latencies, Math.min(1, part + half + 1 / count)));
    }

    private static double at(Histogram latencies, double part) {
        return latencies.getValueAtPercentile(100 * part) / MICROS;
    }

    /** A load just above what a pair can do looks well for a while, until its queue has grown; so its own rate counts too. */
    private static Optional<String> miss(
            double perSecond, double capacity, LoadResult result, Estimate p99, double senderLate, Goal goal) {
        double bound = goal.p99().toMillis();
        if (perSecond > capacity) {
            return Optional.of(text("it scores %,.0f a second at most", capacity));
        }
        if (result.answered() < result.sent()) {
            return Optional.of(text("%,d of %,d were not scored", result.sent() - result.answered(), result.sent()));
        }
        if (senderLate > LATE * bound) {
            return Optional.of(text("the generator was late by %.1f ms itself, so this is no measurement", senderLate));
        }
        if (p99.high() > bound) {
            return Optional.of(text("p99 is %.1f ms (to %.1f), the bound %.0f ms", p99.value(), p99.high(), bound));
        }
        return Optional.empty();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

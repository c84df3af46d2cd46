package dev.arclet.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * How some times are spread, in milliseconds, to three digits.
 *
 * @param count of them
 * @param mean of them
 * @param p50 half of them are no longer
 * @param p90 nine in ten
 * @param p99 99 in 100
 * @param p999 999 in 1000
 * @param max the longest
 */
public record Percentiles(long count, double mean, double p50, double p90, double p99, double p999, double max) {

    /** Those of a histogram of microseconds. */
    static Percentiles of(Histogram micros) {
        return new Percentiles(
                micros.getTotalCount(),
                micros.getTotalCount() == 0 ? 0 : round(micros.getMean() / 1_000),
                millis(micros, 50),
                millis(micros, 90),
                millis(micros, 99),
                millis(micros, 99.9),
                micros.getMaxValue() / 1_000.0);
    }

    /** One percentile of a histogram of microseconds, in milliseconds. */
    static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1_000.0;
    }

    private static double round(double millis) {
        return Math.round(millis * 1_000) / 1_000.0;
    }

    /**
     * A point of a percentile curve.
     *
     * @param percentile 0 to 100
     * @param millis so many per cent are no longer
     */
    public record Point(double percentile, double millis) {}

    /** The curve up to where a single one of the times is: 50, 90, 99 ... with steps between. */
    static List<Point> curve(Histogram micros) {
        List<Point> points = new ArrayList<>();
        double rarest = 1.0 / Math.max(1, micros.getTotalCount());
        for (double above = 1; above > rarest; above /= 1.2589254117941673) {
            points.add(new Point(100 * (1 - above), millis(micros, 100 * (1 - above))));
        }
        if (micros.getTotalCount() > 0) {
            points.add(new Point(100 * (1 - rarest), micros.getMaxValue() / 1_000.0));
        }
        return points;
    }

    /** The one that a scenario is judged by. */
    public double judged(Scenario scenario) {
        return scenario.percentile() == 90 ? p90 : p99;
    }

    /** As many digits as a time deserves: three decimals below 10 ms, one below 10 s, then none. */
    public static String text(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.3f" : millis < 10_000 ? "%.1f" : "%,.0f", millis);
    }
}

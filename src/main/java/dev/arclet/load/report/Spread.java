package dev.arclet.load.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A figure over several runs.
 *
 * @param median of the runs
 * @param min the least
 * @param max the most
 */
public record Spread(double median, double min, double max) {

    /** Of at least one thing. */
    static <T> Spread of(List<T> things, ToDoubleFunction<T> figure) {
        double[] values = things.stream().mapToDouble(figure).sorted().toArray();
        if (values.length == 0) {
            throw new IllegalArgumentException("a spread of 0 figures; give at least 1");
        }
        int middle = values.length / 2;
        double median = values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
        return new Spread(median, values[0], Arrays.stream(values).max().orElseThrow());
    }

    /** {@code median (min to max)}, or the median alone where all are the same. */
    String text(String format) {
        String alone = String.format(Locale.ROOT, format, median);
        return min == max ? alone : alone + String.format(Locale.ROOT, " (" + format + " to " + format + ")", min, max);
    }
}

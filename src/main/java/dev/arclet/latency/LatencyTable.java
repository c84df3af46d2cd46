package dev.arclet.latency;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the stages cost, over all alerts recorded so far.
 *
 * @param rows one a stage, in the order of the road; a stage that no alert passed is not there
 * @param bound Rubin's bound on the total
 * @param within alerts whose total was within the bound
 * @param beyond alerts whose total was beyond it
 * @param skewed stages that came out negative because two clocks disagree, counted as 0
 */
public record LatencyTable(List<Row> rows, Duration bound, long within, long beyond, long skewed) {

    public LatencyTable {
        rows = List.copyOf(rows);
    }

    /**
     * One stage, in milliseconds.
     *
     * @param stage which
     * @param count alerts that passed it
     * @param p50 half of them took no longer
     * @param p90 nine in ten took no longer
     * @param p99 99 in 100 took no longer
     * @param p999 999 in 1000 took no longer
     * @param max the longest
     */
    public record Row(Stage stage, long count, double p50, double p90, double p99, double p999, double max) {}

    /** The row of a stage; empty if no alert passed it. */
    public Optional<Row> row(Stage stage) {
        return rows.stream().filter(row -> row.stage() == stage).findFirst();
    }

    /** Share of alerts whose total was within the bound, 0 to 1; empty before the first. */
    public Optional<Double> shareWithinBound() {
        long all = within + beyond;
        return all == 0 ? Optional.empty() : Optional.of((double) within / all);
    }

    /** A table for people: a head, a line a stage, and a line on the bound. */
    public String render() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%-15s %9s %11s %11s %11s %11s %11s%n",
                "stage (ms)",
                "alerts",
                "p50",
                "p90",
                "p99",
                "p99.9",
                "max"));
        for (Row row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-15s %9d %11s %11s %11s %11s %11s%n",
                    row.stage().label(),
                    row.count(),
                    millis(row.p50()),
                    millis(row.p90()),
                    millis(row.p99()),
                    millis(row.p999()),
                    millis(row.max())));
        }
        shareWithinBound().ifPresent(share -> text.append(boundLine(share)));
        if (skewed > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "%d times a stage ended before it began: two clocks disagree; counted as 0%n",
                    skewed));
        }
        return text.toString();
    }

    private String boundLine(double share) {
        return String.format(
                Locale.ROOT,
                "%.2f %% of %d alerts within %s s of being sent%n",
                Math.floor(share * 10_000) / 100,
                within + beyond,
                seconds(bound));
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1_000 == 0
                ? Long.toString(duration.toSeconds())
                : Double.toString(duration.toMillis() / 1_000.0);
    }

    /** As many digits as the number deserves: three decimals below 10 ms, one below 10 s, then none. */
    static String millis(double value) {
        String format = value < 10 ? "%.3f" : value < 10_000 ? "%.1f" : "%,.0f";
        return String.format(Locale.ROOT, format, value);
    }

    @Override
    public String toString() {
        return render();
    }
}

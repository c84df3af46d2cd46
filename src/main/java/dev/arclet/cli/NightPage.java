package dev.arclet.cli;

import dev.arclet.alert.Cutout;
import dev.arclet.alert.ObservingNight;
import dev.arclet.night.NightInput;
import dev.arclet.night.NightSummary;
import dev.arclet.night.NightSummary.VisitSummary;
import dev.arclet.night.PacketSizes;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A night's summary as text.
 *
 * @param input that was looked at
 * @param summary what is in it
 */
record NightPage(NightInput input, NightSummary summary) {
    private static final double HOURS_A_DAY = 24;
    private static final double SECONDS_A_DAY = 86_400;
    private static final int STRETCHES = 60;
    private static final String BARS = " ▁▂▃▄▅▆▇█";

    /** Some lines, the most important first. */
    String text() {
        StringBuilder text = new StringBuilder();
        row(text, "files", input.paths().stream().map(Path::toString).collect(Collectors.joining(", ")));
        row(text, "night", nights());
        row(text, "alerts", alerts());
        addTimes(text);
        addBands(text);
        row(text, "packets", sizes());
        row(text, "schemas", counted(summary.schemas()));
        row(text, "cutouts", cutouts());
        addMissing(text);
        return text.toString();
    }

    private String nights() {
        return summary.nights().isEmpty()
                ? "none of the alerts says when it was taken"
                : summary.nights().entrySet().stream()
                        .map(night -> summary.nights().size() == 1
                                ? night.getKey().toString()
                                : night.getKey() + " (" + Report.number(night.getValue()) + ")")
                        .collect(Collectors.joining(", "));
    }

    private String alerts() {
        StringBuilder text = new StringBuilder(Report.number(summary.alerts()));
        text.append(", ").append(Report.number(summary.solarSystem())).append(" of Solar System objects");
        if (summary.withoutObject() > 0) {
            text.append(", ").append(Report.number(summary.withoutObject())).append(" of no object");
        }
        return text.toString();
    }

    private void addTimes(StringBuilder text) {
        double span = summary.latest() - summary.earliest();
        if (!(span >= 0)) {
            return;
        }
        row(
                text,
                "from",
                "%s to %s UTC (MJD %.5f to %.5f TAI), %.2f h",
                ObservingNight.utc(summary.earliest()).truncatedTo(ChronoUnit.SECONDS),
                ObservingNight.utc(summary.latest()).truncatedTo(ChronoUnit.SECONDS),
                summary.earliest(),
                summary.latest(),
                span * HOURS_A_DAY);
        int visits = summary.visits().size();
        row(
                text,
                "visits",
                "%,d%s, %,.0f alerts each",
                visits,
                summary.cadenceDays()
                        .map(days -> String.format(Locale.ROOT, ", one in %.1f s", days * SECONDS_A_DAY))
                        .orElse(""),
                (double) summary.alerts() / visits);
        if (span > 0) {
            addCurve(text, span);
        }
    }

    /** The busiest stretch has the highest bar. */
    private void addCurve(StringBuilder text, double span) {
        int stretches = Math.min(STRETCHES, summary.visits().size());
        long[] curve = summary.curve(stretches);
        long most = Math.max(1, Arrays.stream(curve).max().orElse(1));
        StringBuilder bars = new StringBuilder();
        for (long alerts : curve) {
            bars.append(BARS.charAt((int) Math.ceil(alerts * (BARS.length() - 1.0) / most)));
        }
        // The last visit takes its time too.
        double seconds = span
                * SECONDS_A_DAY
                * summary.visits().size()
                / Math.max(1, summary.visits().size() - 1);
        row(text, "rate", "|%s| %.1f/s on average", bars, summary.alerts() / seconds);
    }

    private void addBands(StringBuilder text) {
        summary.bands()
                .forEach((band, counts) -> row(text, "band " + band, "%,d visits, %,d alerts", counts[0], counts[1]));
    }

    private String sizes() {
        PacketSizes sizes = summary.sizes();
        return String.format(
                Locale.ROOT,
                "%.1f MB in all; half of them at most %.1f kB, 99 %% at most %.1f kB, the largest %.1f kB",
                sizes.total() / 1e6,
                sizes.percentile(50) / 1e3,
                sizes.percentile(99) / 1e3,
                sizes.largest() / 1e3);
    }

    private String cutouts() {
        return Arrays.stream(Cutout.values())
                .map(cutout -> cutout.name().toLowerCase(Locale.ROOT) + " "
                        + Report.number(summary.cutouts().getOrDefault(cutout, 0L)))
                .collect(Collectors.joining(", "));
    }

    private void addMissing(StringBuilder text) {
        missing(text, summary.unreadable(), "packets that can't be read as alerts (schemas: --schemas DIR)");
        missing(text, summary.undated(), "alerts that don't say when they were taken");
        missing(text, summary.missed().files(), "files without alerts");
        missing(text, summary.missed().outside(), "alerts outside of --from, --to and --visits");
        missing(text, summary.missed().undated(), "packets without a readable time, in no part of a night");
    }

    private static void missing(StringBuilder text, long count, String what) {
        if (count > 0) {
            row(text, "not here", "%,d %s", count, what);
        }
    }

    private static String counted(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + (counts.size() > 1 ? " (" + Report.number(entry.getValue()) + ")" : ""))
                .collect(Collectors.joining("; "));
    }

    private static void row(StringBuilder text, String name, String form, Object... values) {
        String value = values.length == 0 ? form : String.format(Locale.ROOT, form, values);
        text.append(String.format(Locale.ROOT, "%-9s%s%n", name, value));
    }

    /** A line a visit. */
    static String visits(NightSummary summary) {
        TextTable table = new TextTable("visit", "band", "time (UTC)", "alerts");
        for (VisitSummary visit : summary.visits()) {
            table.add(
                    Long.toString(visit.number()),
                    visit.band(),
                    Double.isNaN(visit.mjdTai())
                            ? ""
                            : ObservingNight.utc(visit.mjdTai())
                                    .truncatedTo(ChronoUnit.SECONDS)
                                    .toString(),
                    Report.number(visit.alerts()));
        }
        return table.toString();
    }
}

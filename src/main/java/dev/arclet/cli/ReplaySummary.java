package dev.arclet.cli;

import dev.arclet.night.NightInput;
import dev.arclet.night.Pace;
import dev.arclet.night.ReplayReport;
import java.time.Duration;
import java.util.Locale;

/**
 * What a replay says at its end.
 *
 * @param report how it went
 * @param pace that was asked for
 * @param tolerance how late a visit may begin
 * @param topic that took the alerts
 */
record ReplaySummary(ReplayReport report, Pace pace, Duration tolerance, String topic) {

    /** Whether the pace that was asked for was kept. */
    boolean keptPace() {
        return !pace.isPaced() || report.furthestBehind().compareTo(tolerance) <= 0;
    }

    /** Several lines. */
    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "sent %s to %s", ReplayProgress.summary(report), topic);
        report.planned()
                .ifPresent(planned ->
                        line(text, "%s; at most %.1f s behind", plan(planned), seconds(report.furthestBehind())));
        if (!keptPace()) {
            line(
                    text,
                    "fell behind: figures taken from this replay are those of a slower one than was asked for; ask for"
                            + " less, or give it and the broker more processors (--tolerance is %.1f s)",
                    seconds(tolerance));
        }
        count(
                text,
                report.untimed(),
                "without a readable time and so sent without waiting",
                " (schemas: --schemas DIR)");
        count(text, report.missed().files(), "files without alerts, passed over", "");
        count(text, report.missed().outside(), "outside of --from, --to and --visits, left out", "");
        count(text, report.missed().undated(), "without a readable time and so in no part of a night, left out", "");
        return text.toString();
    }

    private String plan(Duration planned) {
        if (pace instanceof Pace.Steady steady) {
            return String.format(Locale.ROOT, "asked for %,.1f/s, achieved %,.1f/s", steady.perSecond(), report.rate());
        }
        return String.format(
                Locale.ROOT,
                "asked for the night's own timing at speed %s, %.1f s",
                ((Pace.OfTheNight) pace).speed(),
                seconds(planned));
    }

    /** Why there was nothing to send. */
    String nothing(NightInput input) {
        long left = report.missed().outside() + report.missed().undated();
        return left == 0
                ? "no alerts in %s; give wire messages or Avro containers".formatted(input.paths())
                : "all %s alerts in %s are outside of --from, --to and --visits, or do not say when they were taken; see: arclet night info"
                        .formatted(Report.number(left), input.paths());
    }

    private static void count(StringBuilder text, long count, String what, String hint) {
        if (count > 0) {
            line(text, "%s: %s%s", what, Report.number(count), hint);
        }
    }

    private static void line(StringBuilder text, String form, Object... values) {
        text.append("arclet: ").append(String.format(Locale.ROOT, form, values)).append(System.lineSeparator());
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}

package dev.arclet.load.report;

import dev.arclet.load.Scenario;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says in a sentence what a load test has shown. */
public final class Verdicts {
    private Verdicts() {}

    /** The sentence, with its full stop. */
    public static String sentence(LoadReport report) {
        LoadReport.Verdict verdict = report.verdict();
        if (!verdict.valid()) {
            return "This is no measurement.";
        }
        if (report.settings().containsKey("find-rate")) {
            return verdict.rate()
                    .map(rate -> String.format(
                            Locale.ROOT,
                            "%,.1f alerts/s is the largest rate found that holds p99 <= %s.",
                            rate,
                            report.settings().get("p99")))
                    .orElse("No rate was found that holds p99 <= "
                            + report.settings().get("p99") + ".");
        }
        return verdict.held()
                .map(held -> (held ? "The bounds held: " : "The bounds did NOT hold: ") + bounds(report) + ".")
                .orElse("Measured.");
    }

    /** The setting {@code p99} bounds the percentile that the scenario is judged by, which may be another. */
    private static String bounds(LoadReport report) {
        Map<String, String> settings = report.settings();
        Map<String, String> bounds = new LinkedHashMap<>();
        Optional.ofNullable(settings.get("p99"))
                .ifPresent(most ->
                        bounds.put("p" + Scenario.of(settings.get("scenario")).percentile(), most));
        Optional.ofNullable(settings.get("drained")).ifPresent(most -> bounds.put("drained", most));
        return bounds.entrySet().stream()
                .map(bound -> bound.getKey() + " <= " + bound.getValue())
                .collect(Collectors.joining(", "));
    }
}

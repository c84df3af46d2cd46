package dev.arclet.load.report;

import java.util.Locale;

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
                .map(held -> held ? "The bounds held." : "The bounds did NOT hold.")
                .orElse("Measured.");
    }
}

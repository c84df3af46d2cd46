package dev.arclet.evaluation.report;

import static dev.arclet.evaluation.report.Html.escape;
import static dev.arclet.evaluation.report.Html.format;

import dev.arclet.evaluation.ModelEvaluation;
import dev.arclet.evaluation.NightCount;
import dev.arclet.evaluation.ScoredSample.ByWorker;
import java.util.List;

/** What of a sample a model could score, and what became of the rest. */
final class CoverageTables {
    private CoverageTables() {}

    static String html(ModelEvaluation evaluation) {
        ModelEvaluation.Coverage coverage = evaluation.coverage();
        StringBuilder html = new StringBuilder(threshold(evaluation));
        coverage.ofAllLenses()
                .ifPresent(share -> html.append(format(
                        "<p>Candidates are %s of all labelled lenses, with those that could not be scored.</p>\n",
                        Html.share(share))));
        coverage.night().ifPresent(night -> html.append(night(night)));
        if (!coverage.losses().isEmpty()) {
            html.append(losses(coverage.losses()));
        }
        return html.append(bandSets(coverage.bandSets()))
                .append(workers(evaluation.throughput().workers()))
                .toString();
    }

    private static String threshold(ModelEvaluation evaluation) {
        String measured = evaluation
                .all()
                .map(figures -> Html.smallShare(figures.atCandidateThreshold().fpr()))
                .orElse(Html.NONE);
        String stated = evaluation.model().thresholdFpr().map(Html::decimal).orElse("not stated");
        return format(
                "<p>False positive rate at the candidate threshold: %s by its makers, %s here.</p>\n",
                stated, measured);
    }

    private static String night(NightCount night) {
        Html.Table table = new Html.Table(List.of("alerts", "how many"));
        table.add(List.of("read", format("%,d", night.alerts())));
        table.add(List.of("scored", format("%,d", night.scored())));
        addReasons(table, "skipped", night.skipped());
        addReasons(table, "could not be scored", night.unscorable());
        addReasons(table, "dead letters", night.dead());
        return table.html()
                + format(
                        "<p class=\"note\">The truth table tells of %,d objects (and alerts without one); %,d of them met no"
                                + " alert.</p>\n",
                        night.inTruth(), night.inTruthOnly());
    }

    private static void addReasons(Html.Table table, String ending, List<NightCount.Reason> reasons) {
        reasons.forEach(
                reason -> table.add(List.of(ending + ": " + escape(reason.reason()), format("%,d", reason.alerts()))));
    }

    private static String losses(List<ModelEvaluation.Loss> losses) {
        Html.Table table = new Html.Table(List.of("not scored", "how many", "such as"));
        for (ModelEvaluation.Loss loss : losses) {
            table.add(List.of(
                    escape(loss.reason()), format("%,d", loss.count()), escape(String.join("; ", loss.examples()))));
        }
        return table.html();
    }

    private static String bandSets(List<ModelEvaluation.BandSet> sets) {
        Html.Table table = new Html.Table(List.of("seen in", "scored"));
        sets.forEach(set -> table.add(List.of(escape(set.bands()), format("%,d", set.count()))));
        return table.html();
    }

    private static String workers(List<ByWorker> workers) {
        Html.Table table = new Html.Table(List.of("worker", "pictures", "while standing in"));
        workers.forEach(worker -> table.add(
                List.of(escape(worker.name()), format("%,d", worker.pictures()), format("%,d", worker.asFallback()))));
        return table.html();
    }
}

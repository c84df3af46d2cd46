package dev.arclet.cli;

import dev.arclet.evaluation.ModelEvaluation;
import dev.arclet.evaluation.NightCount;
import dev.arclet.evaluation.ScoredSample.ByWorker;
import dev.arclet.evaluation.figures.Estimate;
import dev.arclet.evaluation.figures.Figures;
import dev.arclet.evaluation.figures.Purity;
import dev.arclet.evaluation.figures.RatePoint;
import dev.arclet.evaluation.figures.Share;
import dev.arclet.evaluation.report.EvaluationReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** What {@code arclet evaluate} shows at its end: the headline figures, a column a model, with 95 % intervals. */
final class EvaluationSummary {
    private final List<ModelEvaluation> evaluations;
    private final TextTable table;

    private EvaluationSummary(EvaluationReport report) {
        this.evaluations = report.evaluations();
        List<String> head = new ArrayList<>(List.of("figure"));
        evaluations.forEach(evaluation -> head.add(evaluation.model().title()));
        this.table = new TextTable(head.toArray(String[]::new));
    }

    static String of(EvaluationReport report) {
        EvaluationSummary summary = new EvaluationSummary(report);
        summary.addAll();
        return summary.table.toString();
    }

    private void addAll() {
        add("lenses", evaluation -> Report.number(evaluation.counts().lenses()));
        add("others", evaluation -> Report.number(evaluation.counts().others()));
        add("unlabelled", evaluation -> Report.number(evaluation.counts().unlabelled()));
        add(
                "not scored",
                evaluation -> Report.number(evaluation.counts().unscoredLenses()
                        + evaluation.counts().unscoredOthers()
                        + evaluation.counts().unscoredUnlabelled()));
        addNight();
        if (evaluations.stream().anyMatch(evaluation -> evaluation.counts().isClustered())) {
            add(
                    "objects of the lenses",
                    evaluation -> Report.number(evaluation.counts().lensObjects()));
            add(
                    "objects of the others",
                    evaluation -> Report.number(evaluation.counts().otherObjects()));
        }
        addFigures("AUROC", ModelEvaluation::all, figures -> estimate(figures.auroc()));
        addRates("", ModelEvaluation::all);
        addFigures("TPR0", ModelEvaluation::all, figures -> share(figures.tpr0()));
        addFigures(
                "TPR10",
                ModelEvaluation::all,
                figures -> figures.tpr10().map(EvaluationSummary::share).orElse("needs 10 others"));
        addFigures(
                "accuracy at 50:50",
                ModelEvaluation::all,
                figures -> estimate(figures.atHalf().accuracy()));
        addFigures(
                "candidates: lenses found",
                ModelEvaluation::all,
                figures -> share(figures.atCandidateThreshold().tpr()));
        add(
                "candidates: of all labelled lenses",
                evaluation -> evaluation
                        .coverage()
                        .ofAllLenses()
                        .map(EvaluationSummary::share)
                        .orElse("-"));
        addFigures(
                "candidates: FPR measured",
                ModelEvaluation::all,
                figures -> share(figures.atCandidateThreshold().fpr()));
        add(
                "candidates: FPR stated",
                evaluation -> evaluation
                        .model()
                        .thresholdFpr()
                        .map(EvaluationSummary::decimal)
                        .orElse("not stated"));
        addPurities();
        if (evaluations.stream().anyMatch(evaluation -> evaluation.wide().isPresent())) {
            String wide = String.format(Locale.ROOT, ", radius from %s\"", ModelEvaluation.WIDE);
            addFigures("AUROC" + wide, ModelEvaluation::wide, figures -> estimate(figures.auroc()));
            addRates(wide, ModelEvaluation::wide);
        }
        addCalibration("calibration error before", check -> check.before().error());
        addCalibration("calibration error after", check -> check.after().error());
        addCalibration("calibration error after, at 50:50", ModelEvaluation.CalibrationCheck::balancedAfter);
        add(
                "pictures a second",
                evaluation -> String.format(
                        Locale.ROOT, "%,.0f", evaluation.throughput().perSecond()));
        add(
                "pictures scored by stand-ins",
                evaluation -> Report.number(evaluation.throughput().workers().stream()
                        .mapToLong(ByWorker::asFallback)
                        .sum()));
    }

    private void addNight() {
        if (evaluations.stream()
                .anyMatch(evaluation -> evaluation.coverage().night().isPresent())) {
            addNight("alerts", NightCount::alerts);
            addNight("alerts skipped", night -> NightCount.sum(night.skipped()));
            addNight("alerts not scorable", night -> NightCount.sum(night.unscorable()));
            addNight("alerts dead", night -> NightCount.sum(night.dead()));
            addNight("truth that met no alert", NightCount::inTruthOnly);
        }
    }

    private void addNight(String name, ToLongFunction<NightCount> count) {
        add(
                name,
                evaluation -> evaluation
                        .coverage()
                        .night()
                        .map(night -> Report.number(count.applyAsLong(night)))
                        .orElse("-"));
    }

    private void addPurities() {
        for (double prevalence : Purity.prevalences()) {
            addFigures(
                    String.format(Locale.ROOT, "candidates: purity at 1 in %,.0f", 1 / prevalence),
                    ModelEvaluation::all,
                    figures -> figures.atCandidateThreshold().purities().stream()
                            .filter(purity -> purity.prevalence() == prevalence)
                            .findFirst()
                            .map(purity -> estimate(purity.purity()))
                            .orElse("-"));
        }
    }

    private void addRates(String suffix, Function<ModelEvaluation, Optional<Figures>> which) {
        for (int i = 0; i < RatePoint.RATES.size(); i++) {
            int rate = i;
            addFigures(
                    "TPR at " + RatePoint.name(RatePoint.RATES.get(i)) + suffix,
                    which,
                    figures -> rate(figures.atRates().get(rate)));
        }
    }

    private void addFigures(
            String name, Function<ModelEvaluation, Optional<Figures>> which, Function<Figures, String> cell) {
        add(name, evaluation -> which.apply(evaluation).map(cell).orElse("-"));
    }

    private void addCalibration(String name, Function<ModelEvaluation.CalibrationCheck, Estimate> which) {
        add(
                name,
                evaluation -> evaluation
                        .calibration()
                        .map(which)
                        .map(EvaluationSummary::estimate)
                        .orElse("-"));
    }

    private void add(String name, Function<ModelEvaluation, String> cell) {
        List<String> row = new ArrayList<>(List.of(name));
        evaluations.forEach(evaluation -> row.add(cell.apply(evaluation)));
        table.add(row.toArray(String[]::new));
    }

    private static String rate(RatePoint rate) {
        return rate.point()
                .map(point -> share(point.tpr()) + withThreshold(rate))
                .orElseGet(() -> "needs at least " + Report.number(rate.needs()) + " others");
    }

    private static String withThreshold(RatePoint rate) {
        return rate.tprWithThreshold()
                .map(tpr -> String.format(
                        Locale.ROOT,
                        ", with the threshold's own %s to %s, which rests on %,d",
                        decimal(tpr.low()),
                        decimal(tpr.high()),
                        rate.allowed()))
                .orElse("");
    }

    private static String estimate(Estimate estimate) {
        return interval(estimate.value(), estimate.low(), estimate.high());
    }

    private static String share(Share share) {
        return interval(share.value(), share.low(), share.high());
    }

    private static String interval(double value, double low, double high) {
        return decimal(value) + " (" + decimal(low) + " to " + decimal(high) + ")";
    }

    /** As many digits as it takes to tell it from 0. */
    private static String decimal(double value) {
        return String.format(Locale.ROOT, value > 0 && value < 0.001 ? "%.2g" : "%.4f", value);
    }
}

package dev.arclet.evaluation.report;

import dev.arclet.evaluation.Completeness;
import dev.arclet.evaluation.ModelEvaluation;
import dev.arclet.evaluation.figures.RatePoint;
import dev.arclet.evaluation.figures.Reliability;
import dev.arclet.evaluation.figures.Share;
import dev.arclet.evaluation.report.Chart.Axis;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Draws the plots of a report. */
final class Charts {
    private Charts() {}

    /** True against false positive rate, all models in one. */
    static String roc(List<ModelEvaluation> evaluations) {
        long others = evaluations.stream()
                .mapToLong(evaluation -> evaluation.counts().others())
                .max()
                .orElse(0);
        int lowest = -(int) Math.ceil(Math.log10((double) Math.max(10, others)));
        Chart chart = new Chart(
                "ROC curve",
                Axis.decades("false positive rate", lowest, 0),
                Axis.share("lenses found (true positive rate)"));
        for (int i = 0; i < evaluations.size(); i++) {
            List<double[]> points = evaluations.get(i).curve().stream()
                    .map(point -> new double[] {point.fpr(), point.tpr()})
                    .toList();
            if (!points.isEmpty()) {
                chart.line(name(evaluations.get(i)), i, points);
            }
        }
        return chart.svg();
    }

    static String name(ModelEvaluation evaluation) {
        return evaluation.model().title();
    }

    /** How scores are spread; shares, as a sample may have many more of one class. */
    static String histogram(ModelEvaluation evaluation) {
        Chart chart = new Chart(
                "Scores of " + name(evaluation),
                Axis.share("score"),
                Axis.decades("share of the class, bins of 0.025", -5, 0));
        var scores = evaluation.scores();
        addHistogram(chart, "others", 1, scores.others());
        addHistogram(chart, "lenses", 0, scores.lenses());
        addHistogram(chart, "unlabelled", 2, scores.unlabelled());
        return chart.svg();
    }

    private static void addHistogram(Chart chart, String name, int series, List<Long> counts) {
        double total = counts.stream().mapToLong(Long::longValue).sum();
        if (total > 0) {
            chart.steps(
                    name, series, counts.stream().map(count -> count / total).toList());
        }
    }

    /** Share of lenses against probability, before and after calibration. */
    static String reliability(ModelEvaluation evaluation, ModelEvaluation.CalibrationCheck check) {
        Chart chart = new Chart(
                        "Reliability of " + name(evaluation),
                        Axis.share("probability, at the sample's share of lenses"),
                        Axis.share("share that are lenses"))
                .guide(0, 0, 1, 1);
        addReliability(chart, "before calibration", 1, check.before());
        addReliability(chart, "after calibration", 0, check.after());
        return chart.svg();
    }

    private static void addReliability(Chart chart, String name, int series, Reliability reliability) {
        List<double[]> points = reliability.bins().stream()
                .map(bin -> point(bin.meanProbability(), bin.lenses()))
                .toList();
        chart.line(name, series, points).intervals(series, points);
    }

    private static double[] point(double x, Share share) {
        return new double[] {x, share.value(), share.low(), share.high()};
    }

    /** Completeness against Einstein radius. */
    static String byRadius(ModelEvaluation evaluation) {
        return completeness(
                evaluation,
                Completeness::byRadius,
                new Axis("Einstein radius (arcsec)", 0, 3, false, List.of(0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0)));
    }

    /** Completeness against signal-to-noise ratio. */
    static String bySnr(ModelEvaluation evaluation) {
        return completeness(evaluation, Completeness::bySnr, Axis.decades("signal-to-noise ratio", 0, 3));
    }

    private static String completeness(
            ModelEvaluation evaluation, Function<Completeness, List<Completeness.Bin>> which, Axis x) {
        Completeness completeness = evaluation.completeness();
        List<Completeness.Bin> bins = which.apply(completeness);
        Chart chart = new Chart("Completeness of " + name(evaluation), x, Axis.share("lenses found"));
        for (int level = 0; level < completeness.levels().size(); level++) {
            int found = level;
            List<double[]> points = bins.stream()
                    .map(bin -> point(middle(bin, x), bin.found().get(found)))
                    .toList();
            chart.line(completeness.levels().get(level).name(), level, points).intervals(level, points);
        }
        return chart.svg();
    }

    private static double middle(Completeness.Bin bin, Axis x) {
        double to = Math.min(bin.to().orElse(x.max()), x.max());
        double from = Math.max(bin.from(), x.min());
        return x.log() ? Math.sqrt(from * to) : (from + to) / 2;
    }

    /** Lenses found by the number of bands, at the candidate threshold and at false positive rates of each row's own scores. */
    static String byBands(ModelEvaluation evaluation, List<ModelEvaluation.ByBands> rows) {
        List<Double> ticks = new ArrayList<>();
        rows.forEach(row -> ticks.add((double) row.bands()));
        double last = evaluation.model().channels().size();
        Chart chart = new Chart(
                "Bands seen, " + name(evaluation),
                new Axis("bands", 0.5, last + 0.5, false, ticks),
                Axis.share("lenses found"));
        List<double[]> candidates = rows.stream()
                .map(row ->
                        point(row.bands(), row.figures().atCandidateThreshold().tpr()))
                .toList();
        chart.line("candidate threshold", 0, candidates).intervals(0, candidates);
        for (int rate = 0; rate < 2; rate++) {
            int which = rate;
            List<double[]> points = new ArrayList<>();
            for (ModelEvaluation.ByBands row : rows) {
                row.figures().atRates().get(which).point().ifPresent(at -> points.add(point(row.bands(), at.tpr())));
            }
            if (!points.isEmpty()) {
                chart.line(RatePoint.name(RatePoint.RATES.get(rate)), rate + 1, points)
                        .intervals(rate + 1, points);
            }
        }
        return chart.svg();
    }
}

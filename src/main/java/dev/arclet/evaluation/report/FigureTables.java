package dev.arclet.evaluation.report;

import static dev.arclet.evaluation.report.Html.estimate;
import static dev.arclet.evaluation.report.Html.format;
import static dev.arclet.evaluation.report.Html.share;
import static dev.arclet.evaluation.report.Html.smallShare;

import dev.arclet.evaluation.Completeness;
import dev.arclet.evaluation.ModelEvaluation;
import dev.arclet.evaluation.figures.Figures;
import dev.arclet.evaluation.figures.OperatingPoint;
import dev.arclet.evaluation.figures.Purity;
import dev.arclet.evaluation.figures.RatePoint;
import dev.arclet.evaluation.figures.Reliability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The tables of a report's page. */
final class FigureTables {
    private static final int FEW = 10;

    private FigureTables() {}

    /** The headline figures, a column a model. */
    static String headline(List<ModelEvaluation> evaluations, Function<ModelEvaluation, Optional<Figures>> which) {
        Html.Table table = new Html.Table(Stream.concat(
                        Stream.of("figure"),
                        evaluations.stream().map(Charts::name).map(Html::escape))
                .toList());
        List<Optional<Figures>> all = evaluations.stream().map(which).toList();
        add(table, all, "lenses", figures -> format("%,d", figures.lenses()));
        add(table, all, "others", figures -> format("%,d", figures.others()));
        add(table, all, "AUROC", figures -> estimate(figures.auroc()));
        for (int i = 0; i < RatePoint.RATES.size(); i++) {
            int rate = i;
            add(
                    table,
                    all,
                    "TPR at " + RatePoint.name(RatePoint.RATES.get(rate)),
                    figures -> rate(figures.atRates().get(rate)));
        }
        add(table, all, "TPR<sub>0</sub> (Bologna)", figures -> share(figures.tpr0()));
        add(
                table,
                all,
                "TPR<sub>10</sub> (Bologna)",
                figures -> figures.tpr10().map(Html::share).orElse("needs 10 others"));
        add(
                table,
                all,
                "accuracy at 50:50, score 0.5",
                figures -> estimate(figures.atHalf().accuracy()));
        add(
                table,
                all,
                "accuracy at 50:50, best threshold",
                figures -> estimate(figures.atBest().accuracy())
                        + format(" <small>from %.4f</small>", figures.atBest().threshold()));
        add(
                table,
                all,
                "candidates: lenses found",
                figures -> share(figures.atCandidateThreshold().tpr()));
        add(
                table,
                all,
                "candidates: false positive rate",
                figures -> smallShare(figures.atCandidateThreshold().fpr()));
        return table.html();
    }

    private static void add(
            Html.Table table, List<Optional<Figures>> all, String name, Function<Figures, String> cell) {
        List<String> row = new ArrayList<>(List.of(name));
        all.forEach(figures -> row.add(figures.map(cell).orElse(Html.NONE)));
        table.add(row);
    }

    private static String rate(RatePoint rate) {
        if (rate.point().isEmpty()) {
            return format("needs at least %,d others", rate.needs());
        }
        String withThreshold = rate.tprWithThreshold()
                .map(tpr -> format(
                        " <small>with the threshold's own %s to %s</small>",
                        Html.decimal(tpr.low()), Html.decimal(tpr.high())))
                .orElse("");
        String few = rate.allowed() < FEW ? format(" <small>rests on %d false positives</small>", rate.allowed()) : "";
        return share(rate.point().get().tpr()) + withThreshold + few;
    }

    /** Purity of the candidates at some prevalences, by threshold. */
    static String purity(Figures figures) {
        Html.Table table =
                new Html.Table(List.of("threshold", "score from", "1 in 1,000", "1 in 10,000", "1 in 100,000"));
        addPurity(table, "candidate", figures.atCandidateThreshold());
        figures.atRates()
                .forEach(rate ->
                        rate.point().ifPresent(point -> addPurity(table, RatePoint.name(rate.wantedFpr()), point)));
        return table.html();
    }

    private static void addPurity(Html.Table table, String name, OperatingPoint point) {
        List<String> row = new ArrayList<>(List.of(name, format("%.4f", point.threshold())));
        for (Purity purity : point.purities()) {
            row.add(estimate(purity.purity()));
        }
        while (row.size() < 5) {
            row.add(Html.NONE);
        }
        table.add(row);
    }

    /** Reliability before and after calibration. */
    static String reliability(ModelEvaluation.CalibrationCheck check) {
        Html.Table table =
                new Html.Table(List.of("probability", "mean, before", "lenses", "of", "mean, after", "lenses", "of"));
        for (int bin = 0; bin < Reliability.BINS; bin++) {
            List<String> row = new ArrayList<>();
            row.add(format("%.2f to %.2f", bin / (double) Reliability.BINS, (bin + 1) / (double) Reliability.BINS));
            addBin(row, check.before(), bin);
            addBin(row, check.after(), bin);
            table.add(row);
        }
        return table.html();
    }

    private static void addBin(List<String> row, Reliability reliability, int index) {
        double from = index / (double) Reliability.BINS;
        Optional<Reliability.Bin> bin =
                reliability.bins().stream().filter(one -> one.from() == from).findFirst();
        row.add(bin.map(one -> format("%.3f", one.meanProbability())).orElse(Html.NONE));
        row.add(bin.map(one -> share(one.lenses())).orElse(Html.NONE));
        row.add(bin.map(one -> format("%,d", one.lenses().of())).orElse("0"));
    }

    /** Completeness in bins. */
    static String completeness(String what, Completeness completeness, List<Completeness.Bin> bins) {
        Html.Table table = new Html.Table(levelHead(List.of(what, "lenses"), completeness));
        for (Completeness.Bin bin : bins) {
            List<String> row = new ArrayList<>();
            row.add(bin.to()
                    .map(to -> format("%s to %s", number(bin.from()), number(to)))
                    .orElseGet(() -> format("from %s", number(bin.from()))));
            row.add(format("%,d", bin.lenses()));
            bin.found().forEach(found -> row.add(share(found)));
            table.add(row);
        }
        return table.html();
    }

    private static String number(double value) {
        return value == Math.rint(value) ? format("%.0f", value) : format("%s", value);
    }

    /** What passes for a lens, by kind. */
    static String lookAlikes(ModelEvaluation evaluation) {
        List<String> head = levelHead(List.of("kind", "pictures"), evaluation.completeness());
        head.add("AUROC against it alone");
        RatePoint.RATES.forEach(rate -> head.add("TPR at " + RatePoint.name(rate) + " without it"));
        Html.Table table = new Html.Table(head);
        for (ModelEvaluation.LookAlikes kind : evaluation.lookAlikes()) {
            List<String> row = new ArrayList<>();
            row.add(kind.kind().isEmpty() ? "(not named)" : Html.escape(kind.kind()));
            row.add(format("%,d", kind.pictures()));
            kind.passing().forEach(passing -> row.add(smallShare(passing)));
            row.add(kind.auroc().map(Html::estimate).orElse(Html.NONE));
            for (int i = 0; i < RatePoint.RATES.size(); i++) {
                int rate = i;
                row.add(kind.without()
                        .flatMap(figures -> figures.atRates().get(rate).point())
                        .map(point -> share(point.tpr()))
                        .orElse(Html.NONE));
            }
            table.add(row);
        }
        return table.html();
    }

    private static List<String> levelHead(List<String> first, Completeness completeness) {
        List<String> head = new ArrayList<>(first);
        completeness.levels().forEach(level -> head.add(Html.escape(level.name())));
        return head;
    }

    /** Figures by the number of bands. */
    static String bands(List<ModelEvaluation.ByBands> rows) {
        Html.Table table = progress("bands");
        rows.forEach(row -> addProgress(table, format("%d", row.bands()), row.figures()));
        return table.html();
    }

    /** Figures by the number of alerts. */
    static String alerts(List<ModelEvaluation.ByAlerts> rows, Figures last) {
        Html.Table table = progress("alerts of an object");
        rows.forEach(row -> addProgress(table, format("up to %d", row.alerts()), row.figures()));
        addProgress(table, "all", last);
        return table.html();
    }

    private static Html.Table progress(String of) {
        return new Html.Table(List.of(
                of,
                "lenses",
                "others",
                "AUROC",
                "TPR at FPR 0.01 of the row",
                "TPR at FPR 0.001 of the row",
                "candidates: lenses found",
                "candidates: false positive rate"));
    }

    private static void addProgress(Html.Table table, String name, Figures figures) {
        table.add(List.of(
                name,
                format("%,d", figures.lenses()),
                format("%,d", figures.others()),
                estimate(figures.auroc()),
                rate(figures.atRates().get(0)),
                rate(figures.atRates().get(1)),
                share(figures.atCandidateThreshold().tpr()),
                smallShare(figures.atCandidateThreshold().fpr())));
    }
}

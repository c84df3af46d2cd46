package dev.arclet.evaluation.report;

import static dev.arclet.evaluation.report.Html.escape;
import static dev.arclet.evaluation.report.Html.estimate;
import static dev.arclet.evaluation.report.Html.format;

import dev.arclet.evaluation.Gallery;
import dev.arclet.evaluation.ModelEvaluation;
import java.io.IOException;
import java.util.List;

/** The report as one HTML page that needs nothing from outside and runs no script. */
final class Page {
    private final EvaluationReport report;
    private final List<ModelEvaluation> evaluations;
    private final List<Gallery> galleries;
    private final StringBuilder html = new StringBuilder();

    Page(EvaluationReport report, List<Gallery> galleries) {
        this.report = report;
        this.evaluations = report.evaluations();
        this.galleries = List.copyOf(galleries);
    }

    String html() throws IOException {
        String title =
                String.join(" and ", evaluations.stream().map(Charts::name).toList());
        addSample();
        addHeadline();
        for (int i = 0; i < evaluations.size(); i++) {
            addModel(evaluations.get(i), galleries.get(i));
        }
        return HtmlPage.of(title, html.toString());
    }

    private void addSample() {
        html.append(format(
                "<p>Evaluated on <code>%s</code> (%s; pixels: %s).</p>\n",
                escape(report.sample().source()),
                escape(report.sample().sort()),
                escape(report.sample().pixelScale())));
        Html.Table table = new Html.Table(List.of(
                "model",
                "lenses",
                "others",
                "unlabelled",
                "not scored: lenses",
                "others",
                "unlabelled",
                "pictures a second",
                "seconds"));
        for (ModelEvaluation evaluation : evaluations) {
            ModelEvaluation.Counts counts = evaluation.counts();
            table.add(List.of(
                    escape(Charts.name(evaluation)),
                    format("%,d", counts.lenses()),
                    format("%,d", counts.others()),
                    format("%,d", counts.unlabelled()),
                    format("%,d", counts.unscoredLenses()),
                    format("%,d", counts.unscoredOthers()),
                    format("%,d", counts.unscoredUnlabelled()),
                    format("%,.0f", evaluation.throughput().perSecond()),
                    format("%,.1f", evaluation.throughput().seconds())));
        }
        html.append(table.html());
        html.append(
                "<p class=\"note\">What was not scored counts in no figure; each model's coverage below says why.</p>\n");
        for (ModelEvaluation evaluation : evaluations) {
            ModelEvaluation.Counts counts = evaluation.counts();
            if (counts.isClustered()) {
                html.append(format(
                        "<p class=\"note\">%s looks at single alerts: its lenses are of %,d objects, its others of %,d."
                                + " Intervals take alerts of one object for independent, and are too narrow.</p>\n",
                        escape(Charts.name(evaluation)), counts.lensObjects(), counts.otherObjects()));
            }
        }
    }

    private void addHeadline() {
        if (evaluations.stream().allMatch(evaluation -> evaluation.all().isEmpty())) {
            html.append(
                    "<p>The sample has not both labelled lenses and labelled others, so there are no figures to give;"
                            + " all scores are in <code>scores.csv</code>.</p>\n");
            return;
        }
        html.append("<h2>Figures</h2>\n").append(FigureTables.headline(evaluations, ModelEvaluation::all));
        html.append(
                "<p class=\"note\">Small: 95 % confidence intervals. AUROC: DeLong; shares: Wilson. At false positive rates the"
                        + " first interval takes the threshold as it is, the second has its uncertainty too."
                        + " TPR<sub>0</sub> and TPR<sub>10</sub>: lenses above the best and the tenth best of the others.</p>\n");
        html.append("<div class=\"charts\">").append(Charts.roc(evaluations));
        evaluations.forEach(evaluation -> html.append(Charts.histogram(evaluation)));
        html.append("</div>\n");
        if (evaluations.stream().anyMatch(evaluation -> evaluation.wide().isPresent())) {
            html.append(format("<h2>Lenses with an Einstein radius of at least %s&Prime;</h2>\n", ModelEvaluation.WIDE))
                    .append(FigureTables.headline(evaluations, ModelEvaluation::wide));
        }
    }

    private void addModel(ModelEvaluation evaluation, Gallery gallery) throws IOException {
        String name = escape(Charts.name(evaluation));
        GalleryPictures pictures =
                new GalleryPictures(evaluation.model().channels().size());
        if (!gallery.others().isEmpty()) {
            html.append(format("<h2>%s: no lenses, but the highest scores</h2>\n", name))
                    .append(pictures.html(gallery.others()));
        }
        if (!gallery.lenses().isEmpty()) {
            html.append(format("<h2>%s: lenses with the lowest scores</h2>\n", name))
                    .append(pictures.html(gallery.lenses()));
        }
        evaluation
                .all()
                .ifPresent(
                        figures -> html.append(format("<h2>%s: purity of what passes</h2>\n", name))
                                .append(FigureTables.purity(figures))
                                .append(
                                        "<p class=\"note\">Share of the candidates that are lenses, were one object in so many a lens and"
                                                + " the others like those of this sample. Intervals join the pessimistic ends of both rates.</p>\n"));
        addCompleteness(name, evaluation);
        addAccumulation(name, evaluation);
        addCalibration(name, evaluation);
        html.append(format("<h2>%s: coverage</h2>\n", name)).append(CoverageTables.html(evaluation));
    }

    private void addCompleteness(String name, ModelEvaluation evaluation) {
        var completeness = evaluation.completeness();
        if (!completeness.byRadius().isEmpty()) {
            html.append(format("<h2>%s: completeness by Einstein radius</h2>\n", name))
                    .append(Charts.byRadius(evaluation))
                    .append(FigureTables.completeness("arcsec", completeness, completeness.byRadius()));
        }
        if (!completeness.bySnr().isEmpty()) {
            html.append(format("<h2>%s: completeness by signal-to-noise ratio</h2>\n", name))
                    .append(Charts.bySnr(evaluation))
                    .append(FigureTables.completeness("S/N", completeness, completeness.bySnr()));
        }
        if (!evaluation.lookAlikes().isEmpty()) {
            html.append(format("<h2>%s: what passes for a lens</h2>\n", name))
                    .append(FigureTables.lookAlikes(evaluation));
        }
    }

    private void addAccumulation(String name, ModelEvaluation evaluation) {
        List<ModelEvaluation.ByBands> same = evaluation.accumulation().bands();
        if (!same.isEmpty()) {
            html.append(format("<h2>%s: as bands accumulate</h2>\n", name))
                    .append(
                            "<p class=\"note\">The same objects in each row: those that were seen in one band, in two, and so"
                                    + " on up to all. Each row has its own thresholds at false positive rates.</p>\n")
                    .append(Charts.byBands(evaluation, same))
                    .append(FigureTables.bands(same));
        }
        List<ModelEvaluation.ByAlerts> alerts = evaluation.accumulation().alerts();
        if (!alerts.isEmpty() && evaluation.all().isPresent()) {
            html.append(format("<h2>%s: as alerts accumulate</h2>\n", name))
                    .append("<p class=\"note\">All objects in each row, with the score after at most so many of their"
                            + " alerts.</p>\n")
                    .append(FigureTables.alerts(alerts, evaluation.all().get()));
        }
        if (!evaluation.bands().isEmpty()) {
            html.append(format("<h2>%s: by number of bands</h2>\n", name))
                    .append(
                            "<p class=\"note\">All that were seen in so many bands, so that rows differ in what they hold.</p>\n")
                    .append(FigureTables.bands(evaluation.bands()));
        }
    }

    private void addCalibration(String name, ModelEvaluation evaluation) {
        evaluation
                .calibration()
                .ifPresent(check -> html.append(format("<h2>%s: calibration</h2>\n", name))
                        .append(format(
                                "<p>Expected calibration error, 15 bins: %s before, %s after calibration.</p>\n",
                                estimate(check.before().error()),
                                estimate(check.after().error())))
                        .append(format(
                                "<p>With as many lenses as others: %s before, %s after.</p>\n",
                                estimate(check.balancedBefore()), estimate(check.balancedAfter())))
                        .append(Charts.reliability(evaluation, check))
                        .append(FigureTables.reliability(check))
                        .append(format(
                                "<p class=\"note\">Table and plot are at the sample's share of lenses, %.4f. Before: the score itself, taken for a"
                                        + " probability at 50:50. After: the model's calibrated probability.</p>\n",
                                check.prevalence())));
    }
}

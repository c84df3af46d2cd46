package dev.arclet.compare.report;

import static dev.arclet.evaluation.report.Html.escape;
import static dev.arclet.evaluation.report.Html.format;

import dev.arclet.compare.Accuracy;
import dev.arclet.compare.Comparison;
import dev.arclet.compare.Cost;
import dev.arclet.compare.Goal;
import dev.arclet.compare.Load;
import dev.arclet.compare.Numbers;
import dev.arclet.compare.Pair;
import dev.arclet.compare.PairResult;
import dev.arclet.evaluation.figures.Estimate;
import dev.arclet.evaluation.report.Html;
import dev.arclet.evaluation.report.HtmlPage;
import dev.arclet.scoring.DeviceDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A comparison as one HTML page that needs nothing from outside and runs no script. */
public final class ComparisonPage {
    private final Comparison comparison;
    private final Goal goal;
    private final Cells cells;
    private final StringBuilder html = new StringBuilder();

    private ComparisonPage(Comparison comparison) {
        this.comparison = comparison;
        this.goal = comparison.goal();
        this.cells = new Cells(comparison);
    }

    /** Writes it to a file. */
    public static void write(Comparison comparison, Path file) throws IOException {
        Files.writeString(file, HtmlPage.of("Models and workers side by side", new ComparisonPage(comparison).body()));
    }

    private String body() {
        addHead();
        addCharts();
        addAccuracies();
        addSpeeds();
        addLoads();
        addDevices();
        addHow();
        return html.toString();
    }

    private void addHead() {
        html.append(format("<p class=\"verdict\">%s</p>\n", escape(comparison.verdict())));
        html.append(format(
                "<p>Judged by <code>%s</code> (%s), on %d processors (%s, %s).</p>\n",
                escape(comparison.sample().source()),
                escape(comparison.sample().sort()),
                comparison.machine().processors(),
                escape(comparison.machine().system()),
                escape(comparison.machine().java())));
    }

    private void addAccuracies() {
        Html.Table table =
                new Html.Table(List.of("pair", "lenses", "others", "AUROC", "accuracy at 50:50", "TPR at FPR 0.001"));
        for (PairResult result : comparison.pairs()) {
            Optional<Accuracy> accuracy = result.accuracy();
            table.add(List.of(
                    name(result),
                    accuracy.map(one -> format("%,d", one.lenses())).orElse(Html.NONE),
                    accuracy.map(one -> format("%,d", one.others())).orElse(Html.NONE),
                    accuracy.map(one -> Html.estimate(one.auroc())).orElse(Html.NONE),
                    accuracy.map(one -> Html.estimate(one.atHalf())).orElse(Html.NONE),
                    accuracy.map(one -> one.tpr().map(Html::estimate).orElse("needs 1,000 others"))
                            .orElse(Html.NONE)));
        }
        html.append("<h2>Accuracy</h2>\n")
                .append(table.html())
                .append(
                        "<p class=\"note\">Small: 95 % confidence intervals. Intervals that overlap leave open which of two models is"
                                + " the better one. Scores of modelled devices are this machine's.</p>\n");
    }

    private void addSpeeds() {
        String rate = Numbers.rate(goal.perSecond()) + "/s";
        Html.Table table = new Html.Table(List.of(
                "pair",
                "alone, a second",
                "through the pool",
                "p50 at " + rate,
                "p99 at " + rate,
                "Wh a million",
                "$ a million",
                "front",
                "holds"));
        List<String> misses = new ArrayList<>();
        for (PairResult result : comparison.pairs()) {
            boolean holds = result.holds(goal);
            table.add(List.of(
                    name(result),
                    whole(cells.bare(result)),
                    cells.pool(result),
                    cells.atGoal(result, Load::p50),
                    cells.atGoal(result, load -> load.p99().value()),
                    cells.cost(result, Cost::wattHours),
                    cells.cost(result, Cost::dollars),
                    cells.front(result),
                    result.failure().isPresent() ? "failed" : holds ? "yes" : "no"));
            if (!holds) {
                misses.add("<li>" + name(result) + " &ndash; " + escape(cells.holds(result)) + "</li>\n");
            }
        }
        html.append("<h2>Rate, latency and cost</h2>\n").append(table.html());
        if (!misses.isEmpty()) {
            html.append("<ul>\n");
            misses.forEach(html::append);
            html.append("</ul>\n");
        }
        html.append(format(
                "<p class=\"note\">Latencies in milliseconds. Holds: %s with a p99 within %s. Front: no other pair is at least as good"
                        + " in %s and in pictures a second through the pool, and better in one of them; measured pairs are held"
                        + " against measured ones only. Power and price are those of the device when it is always busy.</p>\n",
                rate, Numbers.time(goal.p99()), escape(goal.merit().title())));
    }

    /** On one line, however narrow the table. */
    private String name(PairResult result) {
        return whole(format("%d %s", number(result), escape(result.pair().toString())));
    }

    private static String whole(String html) {
        return "<span class=\"whole\">" + html + "</span>";
    }

    private int number(PairResult result) {
        return comparison.pairs().indexOf(result) + 1;
    }

    private void addCharts() {
        ComparisonCharts charts = new ComparisonCharts(comparison);
        html.append("<div class=\"charts\">")
                .append(charts.meritAgainstRate())
                .append(charts.latencyAgainstLoad("99 % are answered within", Load::p99))
                .append(charts.latencyAgainstLoad(
                        "Half are answered within", load -> new Estimate(load.p50(), load.p50(), load.p50())))
                .append("</div>\n");
        html.append(
                "<p class=\"note\">Numbers are those of the table."
                        + (comparison.pairs().stream()
                                        .anyMatch(result -> result.pair().isModelled())
                                ? " Rings are modelled devices, whose times are from descriptions."
                                : "")
                        + " Dashed: the front of the measured pairs; in the other plots the rate and the bound that were asked for.</p>\n");
    }

    private void addLoads() {
        Html.Table table = new Html.Table(List.of(
                "pair",
                "sent/s",
                "of its rate",
                "pictures",
                "not scored",
                "p50 (ms)",
                "p90",
                "p99",
                "p99.9",
                "longest",
                "late",
                "holds"));
        for (PairResult result : comparison.pairs()) {
            result.pool().ifPresent(rate -> rate.loads().forEach(load -> table.add(row(result, load))));
        }
        html.append("<h2>Latency at several loads</h2>\n").append(table.html());
        html.append(
                "<p class=\"note\">Counted from when a picture was due, whether or not the generator or the pool was ready for"
                        + " it. Latencies are those of scored pictures. Late: by how much the generator was, by its own fault, for 1 in 100 pictures. Rates above what a pair can do are not run: latency there grows for as long as the load goes on. The p99's interval comes from"
                        + " the number of pictures; with fewer than about 270,000 it is wider than MLPerf allows.</p>\n");
    }

    private List<String> row(PairResult result, Load load) {
        return List.of(
                name(result),
                Numbers.rate(load.perSecond()),
                format("%.0f %%", 100 * load.share()),
                format("%,d", load.sent()),
                format("%,d", load.rejected() + load.unanswered()),
                Numbers.millis(load.p50()),
                Numbers.millis(load.p90()),
                format(
                        "%s <small>%s to %s</small>",
                        Numbers.millis(load.p99().value()),
                        Numbers.millis(load.p99().low()),
                        Numbers.millis(load.p99().high())),
                Numbers.millis(load.p999()),
                Numbers.millis(load.max()),
                Numbers.millis(load.senderLateP99()),
                load.holds() ? "yes" : "no");
    }

    /** A modelled device is only as good as its sources, so these are shown. */
    private void addDevices() {
        TreeMap<String, DeviceDescription> devices = new TreeMap<>();
        for (PairResult result : comparison.pairs()) {
            result.pair()
                    .device()
                    .map(Pair.Modelled::description)
                    .ifPresent(device -> devices.put(device.name(), device));
        }
        if (devices.isEmpty()) {
            return;
        }
        html.append(
                "<h2>Modelled devices</h2>\n<p>Their scores are this machine's, and their times are published ones of <em>another"
                        + " network</em>, which the table names: a smaller network is faster there, a larger one slower. Network traffic is"
                        + " not in them unless it says so.</p>\n");
        Html.Table table = new Html.Table(List.of(
                "device", "measured with", "ms a batch", "batches at a time", "largest batch", "W", "$ an hour"));
        List<String> sources = new ArrayList<>();
        for (DeviceDescription device : devices.values()) {
            table.add(List.of(
                    "modelled " + escape(device.name()) + ": " + escape(device.device()),
                    escape(device.network()),
                    format("%s + %s a picture", device.fixedMillis(), device.perPictureMillis()),
                    format("%d", device.parallel()),
                    format("%d", device.maxBatch()),
                    device.watts().isPresent() ? format("%.0f", device.watts().getAsDouble()) : Html.NONE,
                    device.dollarsPerHour().isPresent()
                            ? format("%.2f", device.dollarsPerHour().getAsDouble())
                            : Html.NONE));
            new TreeMap<>(device.sources())
                    .forEach((figure, source) -> sources.add(
                            format("<li>%s, %s: %s</li>\n", escape(device.name()), escape(figure), escape(source))));
        }
        html.append(table.html()).append("<ul class=\"note\">\n");
        sources.forEach(html::append);
        html.append("</ul>\n");
    }

    private void addHow() {
        html.append(format(
                "<p class=\"note\">Workers alone: all of a pair's workers busy at the same time with batches of one size, without the"
                        + " pool; the size at which they score most. Through the pool: pictures that are all there at once, until the"
                        + " last is scored. Loads: Poisson arrivals (seed %d) for %.1f s each. A pair holds a load when it can score"
                        + " that many a second, every picture was scored, and the upper end of the p99's interval is within %s.</p>\n",
                goal.seed(), goal.span().toMillis() / 1e3, Numbers.time(goal.p99())));
    }
}

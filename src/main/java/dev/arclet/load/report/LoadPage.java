package dev.arclet.load.report;

import static dev.arclet.evaluation.report.Html.escape;
import static dev.arclet.evaluation.report.Html.format;

import dev.arclet.evaluation.report.Html;
import dev.arclet.evaluation.report.HtmlPage;
import dev.arclet.load.Percentiles;
import dev.arclet.load.RunResult;
import dev.arclet.load.RunResult.LegTime;
import dev.arclet.load.RunResult.VisitResult;
import dev.arclet.load.RunResult.WorkerUse;
import dev.arclet.load.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The report as one HTML page. */
final class LoadPage {
    private final LoadReport report;
    private final List<RunResult> runs;
    private final List<String> names;
    private final StringBuilder html = new StringBuilder();

    LoadPage(LoadReport report) {
        this.report = report;
        this.runs = report.runs();
        this.names = IntStream.rangeClosed(1, runs.size())
                // Never broken, however narrow the table.
                .mapToObj(number -> "run\u00a0" + number)
                .toList();
    }

    String html() throws IOException {
        String title = "Load test: %s, %s, %s"
                .formatted(
                        report.settings().getOrDefault("target", ""),
                        report.settings().getOrDefault("scenario", ""),
                        report.settings().getOrDefault("model", ""));
        addVerdict();
        if (!runs.isEmpty()) {
            addFigures();
            addCharts();
            addLegs();
            addVisits();
            addUse();
        }
        addProbes();
        addTable("Settings", report.settings());
        addTable("Machine", report.machine());
        return HtmlPage.of(title, html.toString());
    }

    private void addVerdict() {
        var verdict = report.verdict();
        html.append("<p><strong>").append(escape(Verdicts.sentence(report))).append("</strong></p>\n");
        addList(verdict.problems());
        if (!verdict.cautions().isEmpty()) {
            html.append("<p class=\"note\">To know before one believes the figures:</p>\n");
            addList(verdict.cautions());
        }
    }

    private void addList(List<String> texts) {
        if (!texts.isEmpty()) {
            html.append("<ul>");
            texts.forEach(text -> html.append("<li>").append(escape(text)).append("</li>\n"));
            html.append("</ul>\n");
        }
    }

    private void addFigures() {
        html.append("<h2>Latency and rate</h2>\n");
        Html.Table table = new Html.Table(List.of(
                "", "come/s", "answered/s", "scored/s", "alerts", "p50 ms", "p90 ms", "p99 ms", "p99.9 ms", "max ms"));
        for (int i = 0; i < runs.size(); i++) {
            table.add(row(names.get(i), runs.get(i)));
        }
        html.append(table.html());
        html.append(
                "<p class=\"note\">Latencies are those of scored alerts, from when an alert was due, whether or not it could be"
                        + " handed over then, to when its outcome was read. Small: 95 % confidence interval.</p>\n");
        addAccounts();
    }

    private static List<String> row(String name, RunResult run) {
        Percentiles latency = run.latency();
        return List.of(
                name,
                run.rate() > 0 ? format("%,.1f", run.rate()) : Html.NONE,
                format("%,.1f", run.throughput().answered()),
                format("%,.1f", run.throughput().scored()),
                format("%,d", latency.count()),
                Percentiles.text(latency.p50()),
                Percentiles.text(latency.p90()),
                Percentiles.text(latency.p99())
                        + format(
                                " <small>%s to %s</small>",
                                Percentiles.text(run.tail().low()),
                                run.tail().high().map(Percentiles::text).orElse("?")),
                Percentiles.text(latency.p999()),
                Percentiles.text(latency.max()));
    }

    private void addAccounts() {
        Html.Table table = new Html.Table(
                List.of("", "sent", "scored", "skipped", "unscorable", "dead letters", "lost", "answered again"));
        for (int i = 0; i < runs.size(); i++) {
            var account = runs.get(i).account();
            table.add(List.of(
                    names.get(i),
                    format("%,d", account.sent()),
                    format("%,d", account.scored()),
                    format("%,d", account.skipped()),
                    format("%,d", account.unscorable()),
                    format("%,d", account.dead()),
                    format("%,d", account.lost()),
                    format("%,d", account.repeated())));
        }
        html.append(table.html());
    }

    private void addCharts() {
        html.append("<div class=\"charts\">");
        LoadCharts.byRate(report.probes(), runs).ifPresent(html::append);
        html.append(LoadCharts.percentiles(runs, names));
        addOverTime();
        html.append("</div>\n");
    }

    private void addOverTime() {
        List<Optional<String>> charts = List.of(
                LoadCharts.batches(runs, names),
                LoadCharts.overTime("Batch sizes over time", "pictures in a batch, mean", runs, names, Sample::batch),
                LoadCharts.overTime("Rate over time", "answered a second", runs, names, Sample::answered),
                LoadCharts.overTime("Latency over time", "p99 of half a second, ms", runs, names, Sample::p99),
                LoadCharts.overTime("Under way", "alerts without an answer", runs, names, Sample::unanswered),
                LoadCharts.overTime("Lag of the stream", "records not committed", runs, names, Sample::lag));
        charts.forEach(chart -> chart.ifPresent(html::append));
    }

    private void addLegs() {
        html.append("<h2>Where the time goes</h2>\n").append(LegBars.svg(runs, names));
        Html.Table table = new Html.Table(
                        List.of("run", "leg", "mean ms", "p50 ms", "p90 ms", "p99 ms", "p99.9 ms", "max ms"))
                .withTwoTexts();
        for (int i = 0; i < runs.size(); i++) {
            for (LegTime leg : runs.get(i).legs()) {
                table.add(List.of(
                        names.get(i),
                        escape(leg.leg()),
                        Percentiles.text(leg.time().mean()),
                        Percentiles.text(leg.time().p50()),
                        Percentiles.text(leg.time().p90()),
                        Percentiles.text(leg.time().p99()),
                        Percentiles.text(leg.time().p999()),
                        Percentiles.text(leg.time().max())));
            }
        }
        html.append(table.html());
        html.append(
                "<p class=\"note\">schedule: due but not handed over; transport: to the stream's thread; picture: re-key and"
                        + " picture; wait: for a worker; deliver: from the outcome to its reader.</p>\n");
    }

    private void addVisits() {
        Html.Table table =
                new Html.Table(List.of("run", "visit", "alerts", "answered", "drained after s", "98 % after s"));
        boolean any = false;
        for (int i = 0; i < runs.size(); i++) {
            for (VisitResult visit : runs.get(i).visits()) {
                any = true;
                table.add(List.of(
                        names.get(i),
                        format("%d", visit.number() + 1),
                        format("%,d", visit.alerts()),
                        format("%,d", visit.answered()),
                        format("%.2f", visit.drained()),
                        format("%.2f", visit.most())));
            }
        }
        if (any) {
            html.append("<h2>Visits</h2>\n").append(table.html());
        }
    }

    private void addUse() {
        html.append("<h2>What it took</h2>\n");
        Html.Table table = new Html.Table(List.of(
                "",
                "CPU %",
                "other programs' CPU %",
                "collections",
                "in them ms",
                "heap MiB",
                "generator late p99 ms",
                "furthest behind ms",
                "lag at most",
                "lag at the end"));
        for (int i = 0; i < runs.size(); i++) {
            RunResult run = runs.get(i);
            table.add(List.of(
                    names.get(i),
                    format("%.0f", 100 * run.machine().cpu()),
                    format("%.0f", 100 * run.machine().others()),
                    format("%,d", run.machine().collections()),
                    format("%,d", run.machine().collectionMillis()),
                    format("%,.0f", run.machine().heapMiB()),
                    Percentiles.text(run.generator().ownDelayP99()),
                    Percentiles.text(run.generator().furthestBehind()),
                    run.lag().map(lag -> format("%,d", lag.most())).orElse(Html.NONE),
                    run.lag().map(lag -> format("%,d", lag.end())).orElse(Html.NONE)));
        }
        html.append(table.html());
        addParts();
        addWorkers();
    }

    private void addParts() {
        Html.Table table = new Html.Table(List.of("run", "part of the process", "CPU %")).withTwoTexts();
        for (int i = 0; i < runs.size(); i++) {
            for (Map.Entry<String, Double> part :
                    runs.get(i).machine().cpuByPart().entrySet()) {
                table.add(List.of(names.get(i), escape(part.getKey()), format("%.1f", 100 * part.getValue())));
            }
        }
        html.append(table.html()).append("<p class=\"note\">Of all processors together.</p>\n");
    }

    private void addWorkers() {
        Html.Table table = new Html.Table(List.of("run", "worker", "busy %", "pictures", "failures")).withTwoTexts();
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            for (WorkerUse worker : runs.get(i).workers()) {
                rows.add(List.of(
                        names.get(i),
                        escape(worker.name()),
                        format("%.0f", 100 * worker.utilisation()),
                        format("%,d", worker.pictures()),
                        format("%,d", worker.failures())));
            }
        }
        rows.forEach(table::add);
        if (!rows.isEmpty()) {
            html.append(table.html());
        }
    }

    private void addProbes() {
        if (report.probes().isEmpty()) {
            return;
        }
        html.append("<h2>On the way to the rate</h2>\n");
        Html.Table table = new Html.Table(List.of("come/s", "answered/s", "p50 ms", "p99 ms", ""));
        for (RunResult probe : report.probes()) {
            table.add(List.of(
                    format("%,.1f", probe.rate()),
                    format("%,.1f", probe.throughput().answered()),
                    Percentiles.text(probe.latency().p50()),
                    Percentiles.text(probe.latency().p99()),
                    escape(
                            probe.cutShort()
                                    ? "ended early: bound out of reach"
                                    : String.join("; ", probe.problems()))));
        }
        html.append(table.html());
    }

    private void addTable(String title, Map<String, String> entries) {
        Html.Table table = new Html.Table(List.of("", "")).withTwoTexts();
        entries.forEach((name, value) -> table.add(List.of(escape(name), escape(value))));
        html.append("<h2>").append(title).append("</h2>\n").append(table.html());
    }
}

package dev.arclet.cli;

import dev.arclet.load.Percentiles;
import dev.arclet.load.RunResult;
import dev.arclet.load.RunResult.LegTime;
import dev.arclet.load.RunResult.VisitResult;
import dev.arclet.load.RunResult.WorkerUse;
import dev.arclet.load.report.LoadReport;
import dev.arclet.load.report.Verdicts;
import dev.arclet.load.watch.MachineUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a load test says on the terminal. */
final class LoadSummary {
    private static final int SIZES_SHOWN = 6;

    private LoadSummary() {}

    static String of(LoadReport report) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < report.runs().size(); i++) {
            if (report.runs().size() > 1) {
                text.append(line("run %d of %d", i + 1, report.runs().size()));
            }
            text.append(run(report.runs().get(i))).append(System.lineSeparator());
        }
        if (report.runs().size() > 1) {
            text.append(spread(report)).append(System.lineSeparator());
        }
        text.append(Verdicts.sentence(report)).append(System.lineSeparator());
        report.verdict().problems().forEach(problem -> text.append(line("problem: %s", problem)));
        report.verdict().cautions().forEach(caution -> text.append(line("note: %s", caution)));
        return text.toString();
    }

    private static String run(RunResult run) {
        return times(run) + rates(run) + visits(run) + batches(run) + use(run) + account(run);
    }

    private static String times(RunResult run) {
        TextTable table = new TextTable("ms", "alerts", "mean", "p50", "p90", "p99", "p99.9", "max");
        for (LegTime leg : run.legs()) {
            add(table, leg.leg(), leg.time());
        }
        add(table, "latency", run.latency());
        return table.toString();
    }

    private static void add(TextTable table, String name, Percentiles times) {
        table.add(
                name,
                Report.number(times.count()),
                Percentiles.text(times.mean()),
                Percentiles.text(times.p50()),
                Percentiles.text(times.p90()),
                Percentiles.text(times.p99()),
                Percentiles.text(times.p999()),
                Percentiles.text(times.max()));
    }

    private static String rates(RunResult run) {
        String asked = run.rate() > 0 ? String.format(Locale.ROOT, "%,.1f alerts/s came, ", run.rate()) : "";
        return line(
                "%s%,.1f answered/s, %,.1f scored/s over %.1f s; p99 is %s to %s ms (95 %%)",
                asked,
                run.throughput().answered(),
                run.throughput().scored(),
                run.seconds(),
                Percentiles.text(run.tail().low()),
                run.tail().high().map(Percentiles::text).orElse("?"));
    }

    private static String visits(RunResult run) {
        StringBuilder text = new StringBuilder();
        for (VisitResult visit : run.visits()) {
            text.append(line(
                    "visit %d: %,d alerts, drained after %.2f s, 98 %% after %.2f s",
                    visit.number() + 1, visit.alerts(), visit.drained(), visit.most()));
        }
        return text.toString();
    }

    private static String batches(RunResult run) {
        if (run.batches().isEmpty()) {
            return "";
        }
        double all = run.batches().values().stream().mapToLong(Long::longValue).sum();
        List<String> sizes = new ArrayList<>();
        run.batches().entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue().reversed())
                .limit(SIZES_SHOWN)
                .forEach(batch -> sizes.add(
                        String.format(Locale.ROOT, "%d: %.0f %%", batch.getKey(), 100 * batch.getValue() / all)));
        return line("batches of %.1f on average (%s)", run.meanBatch(), String.join(", ", sizes));
    }

    private static String use(RunResult run) {
        MachineUse machine = run.machine();
        List<String> parts = new ArrayList<>();
        machine.cpuByPart()
                .forEach((part, share) -> parts.add(String.format(Locale.ROOT, "%s %.0f", part, 100 * share)));
        String workers = String.join(
                ", ", run.workers().stream().map(LoadSummary::worker).toList());
        return (workers.isEmpty() ? "" : line("workers: %s", workers))
                + line(
                        "CPU %.0f %% of %d processors (%s), other programs %.0f %%",
                        100 * machine.cpu(), machine.processors(), String.join(", ", parts), 100 * machine.others())
                + line(
                        "%d garbage collections, %d ms; heap %.0f MiB; generator late by itself %s ms (p99)%s",
                        machine.collections(),
                        machine.collectionMillis(),
                        machine.heapMiB(),
                        Percentiles.text(run.generator().ownDelayP99()),
                        run.lag()
                                .map(lag -> String.format(
                                        Locale.ROOT,
                                        "; lag %,d records at most, %,d at the end",
                                        lag.most(),
                                        lag.end()))
                                .orElse(""));
    }

    private static String worker(WorkerUse worker) {
        String failures = worker.failures() == 0 ? "" : String.format(Locale.ROOT, ", %,d failures", worker.failures());
        return String.format(Locale.ROOT, "%s %.0f %% busy%s", worker.name(), 100 * worker.utilisation(), failures);
    }

    private static String account(RunResult run) {
        var account = run.account();
        return line(
                "%,d sent = %,d scored + %,d skipped + %,d unscorable + %,d dead letters + %,d lost",
                account.sent(),
                account.scored(),
                account.skipped(),
                account.unscorable(),
                account.dead(),
                account.lost());
    }

    private static String spread(LoadReport report) {
        TextTable table = new TextTable("over all runs", "median", "least", "most");
        report.figures()
                .forEach((name, spread) -> table.add(
                        name,
                        Percentiles.text(spread.median()),
                        Percentiles.text(spread.min()),
                        Percentiles.text(spread.max())));
        return table.toString();
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values) + System.lineSeparator();
    }
}

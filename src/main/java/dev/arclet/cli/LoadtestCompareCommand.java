package dev.arclet.cli;

import dev.arclet.load.Percentiles;
import dev.arclet.load.report.Comparison;
import dev.arclet.load.report.LoadReport;
import dev.arclet.load.report.Spread;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code arclet loadtest compare}: what a change has done. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description =
                "Sets two load tests side by side: the ratio of every figure, how far the runs of both allow it to go, and what"
                        + " else is different between them.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  arclet loadtest compare before/loadtest.json after/loadtest.json",
            "Exit code 1 if one of them is no measurement."
        })
final class LoadtestCompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A.json", description = "The first, which ratios are relative to.")
    private Path first;

    @Parameters(index = "1", paramLabel = "B.json", description = "The second.")
    private Path second;

    @Override
    public Integer call() throws IOException {
        LoadReport a = LoadReport.read(first);
        LoadReport b = LoadReport.read(second);
        PrintWriter out = spec.commandLine().getOut();
        Comparison comparison = new Comparison(a, b);
        out.print(figures(comparison.lines()));
        out.println();
        out.print(differences(comparison.differences()));
        warn(first, a, out);
        warn(second, b, out);
        out.flush();
        return a.verdict().valid() && b.verdict().valid() ? 0 : 1;
    }

    private static String figures(List<Comparison.Line> lines) {
        if (lines.isEmpty()) {
            return "They have no figure in common." + System.lineSeparator();
        }
        TextTable table = new TextTable("figure", "A", "B", "B / A", "least", "most", "");
        for (Comparison.Line line : lines) {
            table.add(
                    line.name(),
                    figure(line.a()),
                    figure(line.b()),
                    ratio(line.ratio()),
                    ratio(line.low()),
                    ratio(line.high()),
                    line.verdict());
        }
        return table.toString();
    }

    private static String figure(Spread spread) {
        return Percentiles.text(spread.median());
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String differences(List<Comparison.Difference> differences) {
        if (differences.isEmpty()) {
            return "Settings and machine are the same." + System.lineSeparator();
        }
        TextTable table = new TextTable("different", "A", "B");
        differences.forEach(difference -> table.add(difference.name(), difference.a(), difference.b()));
        return table.toString();
    }

    private static void warn(Path file, LoadReport report, PrintWriter out) {
        report.verdict().cautions().forEach(caution -> out.printf("note on %s: %s%n", file, caution));
        report.verdict().problems().forEach(problem -> out.printf("%s is no measurement: %s%n", file, problem));
    }
}

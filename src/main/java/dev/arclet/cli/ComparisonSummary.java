package dev.arclet.cli;

import dev.arclet.compare.Accuracy;
import dev.arclet.compare.Comparison;
import dev.arclet.compare.Cost;
import dev.arclet.compare.Load;
import dev.arclet.compare.Numbers;
import dev.arclet.compare.PairResult;
import dev.arclet.compare.report.Cells;
import java.util.Locale;

/** What {@code arclet compare} shows at its end: a row a pair, a row a load, and which pair to take. */
final class ComparisonSummary {
    private final Comparison comparison;
    private final Cells cells;

    private ComparisonSummary(Comparison comparison) {
        this.comparison = comparison;
        this.cells = new Cells(comparison);
    }

    static String of(Comparison comparison) {
        ComparisonSummary summary = new ComparisonSummary(comparison);
        return summary.accuracies()
                + System.lineSeparator()
                + summary.speeds()
                + System.lineSeparator()
                + summary.loads()
                + System.lineSeparator()
                + comparison.verdict()
                + System.lineSeparator();
    }

    private String accuracies() {
        TextTable table = new TextTable(
                "pair", "model", "worker", "lenses", "others", "AUROC", "accuracy at 50:50", "TPR at FPR 0.001");
        for (PairResult result : comparison.pairs()) {
            table.add(
                    number(result),
                    result.pair().model(),
                    result.pair().worker(),
                    result.accuracy().map(Accuracy::lenses).map(Report::number).orElse("-"),
                    result.accuracy().map(Accuracy::others).map(Report::number).orElse("-"),
                    Cells.plain(result.accuracy().map(Accuracy::auroc), "-"),
                    Cells.plain(result.accuracy().map(Accuracy::atHalf), "-"),
                    Cells.plain(
                            result.accuracy().flatMap(Accuracy::tpr),
                            result.accuracy().isPresent() ? "needs 1,000 others" : "-"));
        }
        return table.toString();
    }

    private String speeds() {
        String rate = Numbers.rate(comparison.goal().perSecond()) + "/s";
        TextTable table = new TextTable(
                "pair",
                "worker",
                "alone/s",
                "pool/s",
                "p50 at " + rate,
                "p99 at " + rate,
                "Wh/million",
                "$/million",
                "front",
                "holds " + rate);
        for (PairResult result : comparison.pairs()) {
            table.add(
                    number(result),
                    result.pair().worker(),
                    cells.bare(result),
                    cells.pool(result),
                    millis(cells.atGoal(result, Load::p50)),
                    millis(cells.atGoal(result, load -> load.p99().value())),
                    cells.cost(result, Cost::wattHours),
                    cells.cost(result, Cost::dollars),
                    cells.front(result),
                    Printable.line(cells.holds(result)));
        }
        return table.toString();
    }

    private static String millis(String number) {
        return number.equals("-") ? number : number + " ms";
    }

    private String loads() {
        TextTable table = new TextTable(
                "pair", "worker", "sent/s", "of its rate", "pictures", "not scored", "p50", "p90", "p99", "max");
        for (PairResult result : comparison.pairs()) {
            result.pool()
                    .ifPresent(pool -> pool.loads()
                            .forEach(load -> table.add(
                                    number(result),
                                    result.pair().worker(),
                                    Numbers.rate(load.perSecond()),
                                    String.format(Locale.ROOT, "%.0f %%", 100 * load.share()),
                                    Report.number(load.sent()),
                                    Report.number(load.rejected() + load.unanswered()),
                                    Numbers.millis(load.p50()) + " ms",
                                    Numbers.millis(load.p90()) + " ms",
                                    Numbers.millis(load.p99().value()) + " ms",
                                    Numbers.millis(load.max()) + " ms")));
        }
        return table.isEmpty() ? "" : table.toString();
    }

    private String number(PairResult result) {
        return Integer.toString(comparison.pairs().indexOf(result) + 1);
    }
}

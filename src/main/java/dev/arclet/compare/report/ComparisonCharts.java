package dev.arclet.compare.report;

import dev.arclet.compare.Comparison;
import dev.arclet.compare.Load;
import dev.arclet.compare.PairResult;
import dev.arclet.compare.PairResult.Standing;
import dev.arclet.evaluation.figures.Estimate;
import dev.arclet.evaluation.report.Chart;
import dev.arclet.evaluation.report.Chart.Axis;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Draws the plots of a comparison. Pairs go by their numbers in the table; rings are modelled. */
final class ComparisonCharts {
    private static final double[] STEPS = {0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1};
    private static final int MOST_TICKS = 6;

    private final Comparison comparison;
    private final List<PairResult> pairs;

    ComparisonCharts(Comparison comparison) {
        this.comparison = comparison;
        this.pairs = comparison.pairs();
    }

    /** A pair where it stands. */
    private record Drawn(PairResult pair, Standing standing) {
        double perSecond() {
            return standing.perSecond();
        }

        Estimate merit() {
            return standing.merit();
        }
    }

    /** Accuracy against rate, with the front; empty where no pair has both. */
    String meritAgainstRate() {
        List<Drawn> drawn = drawn(pairs);
        if (drawn.isEmpty()) {
            return "";
        }
        Chart chart = new Chart(
                "Accuracy against rate, and the Pareto front",
                decades("pictures a second through the pool", drawn.stream().mapToDouble(Drawn::perSecond)),
                meritAxis(drawn));
        List<Drawn> front = drawn(comparison.front()).stream()
                .filter(one -> !one.pair().pair().isModelled())
                .sorted(Comparator.comparingDouble(Drawn::perSecond))
                .toList();
        for (int i = 1; i < front.size(); i++) {
            addStep(chart, front.get(i - 1), front.get(i));
        }
        for (Drawn one : drawn) {
            chart.point(
                    number(one.pair()),
                    pairs.indexOf(one.pair()),
                    one.pair().pair().isModelled(),
                    new double[] {
                        one.perSecond(),
                        one.merit().value(),
                        one.merit().low(),
                        one.merit().high()
                    });
        }
        return chart.svg();
    }

    private List<Drawn> drawn(List<PairResult> some) {
        return some.stream()
                .flatMap(pair ->
                        pair.standing(comparison.goal().merit()).map(standing -> new Drawn(pair, standing)).stream())
                .toList();
    }

    /** From one of the front to the next, by the corner that both of them reach. */
    private static void addStep(Chart chart, Drawn slower, Drawn faster) {
        double high = slower.merit().value();
        double low = faster.merit().value();
        chart.guide(slower.perSecond(), high, slower.perSecond(), low);
        chart.guide(slower.perSecond(), low, faster.perSecond(), low);
    }

    private String number(PairResult pair) {
        return Integer.toString(pairs.indexOf(pair) + 1);
    }

    private Axis meritAxis(List<Drawn> drawn) {
        double low = drawn.stream().mapToDouble(one -> one.merit().low()).min().orElse(0);
        double high =
                drawn.stream().mapToDouble(one -> one.merit().high()).max().orElse(1);
        String title = comparison.goal().merit().title();
        for (double step : STEPS) {
            double from = Math.max(0, Math.floor(low / step - 0.2) * step);
            double to = Math.min(1, Math.ceil(high / step + 0.2) * step);
            if ((to - from) / step <= MOST_TICKS) {
                return new Axis(title, from, to, false, ticks(from, to, step));
            }
        }
        return Axis.share(title);
    }

    private static List<Double> ticks(double from, double to, double step) {
        List<Double> ticks = new ArrayList<>();
        BigDecimal exact = BigDecimal.valueOf(step);
        for (long k = Math.round(from / step); k * step <= to + step / 2; k++) {
            ticks.add(exact.multiply(BigDecimal.valueOf(k)).doubleValue());
        }
        return ticks;
    }

    private static Axis decades(String label, DoubleStream values) {
        double[] all = values.filter(value -> value > 0).sorted().toArray();
        int from = (int) Math.floor(Math.log10(all[0]));
        int to = (int) Math.ceil(Math.log10(all[all.length - 1]));
        return Axis.decades(label, from, Math.max(to, from + 1));
    }

    /** A latency against the load, all pairs in one; empty where no pair was loaded. */
    String latencyAgainstLoad(String title, Function<Load, Estimate> which) {
        List<PairResult> drawn = pairs.stream()
                .filter(pair ->
                        pair.pool().filter(rate -> !rate.loads().isEmpty()).isPresent())
                .toList();
        if (drawn.isEmpty()) {
            return "";
        }
        double bound = comparison.goal().p99().toMillis();
        double rate = comparison.goal().perSecond();
        Axis x = decades(
                "pictures a second that were sent",
                DoubleStream.concat(DoubleStream.of(rate), all(drawn, Load::perSecond)));
        Axis y = decades(
                "milliseconds from when a picture was due",
                DoubleStream.concat(
                        DoubleStream.of(bound),
                        DoubleStream.concat(
                                all(drawn, load -> which.apply(load).low()),
                                all(drawn, load -> which.apply(load).high()))));
        Chart chart =
                new Chart(title, x, y).guide(x.min(), bound, x.max(), bound).guide(rate, y.min(), rate, y.max());
        for (PairResult pair : drawn) {
            addLoads(chart, pair, which);
        }
        return chart.svg();
    }

    private static DoubleStream all(List<PairResult> pairs, ToDoubleFunction<Load> value) {
        return pairs.stream()
                .flatMap(pair -> pair.pool().orElseThrow().loads().stream())
                .mapToDouble(value);
    }

    private void addLoads(Chart chart, PairResult pair, Function<Load, Estimate> which) {
        List<Load> loads = pair.pool().orElseThrow().loads();
        int series = pairs.indexOf(pair);
        chart.trace(
                series,
                loads.stream()
                        .map(load -> new double[] {
                            load.perSecond(), which.apply(load).value()
                        })
                        .toList());
        for (Load load : loads) {
            Estimate latency = which.apply(load);
            boolean isLast = load.equals(loads.get(loads.size() - 1));
            chart.point(isLast ? number(pair) : "", series, pair.pair().isModelled(), new double[] {
                load.perSecond(), latency.value(), latency.low(), latency.high()
            });
        }
    }
}

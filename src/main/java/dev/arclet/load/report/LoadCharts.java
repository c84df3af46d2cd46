package dev.arclet.load.report;

import dev.arclet.evaluation.report.Chart;
import dev.arclet.evaluation.report.Chart.Axis;
import dev.arclet.load.Percentiles;
import dev.arclet.load.RunResult;
import dev.arclet.load.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Draws the plots of a load test's report. */
final class LoadCharts {
    private LoadCharts() {}

    /** Latency against rate, of all runs that asked for one; empty where fewer than two rates were asked for. */
    static Optional<String> byRate(List<RunResult> probes, List<RunResult> runs) {
        List<RunResult> all = Stream.concat(probes.stream(), runs.stream())
                .filter(run -> run.rate() > 0 && run.latency().count() > 0 && !run.cutShort())
                .sorted(Comparator.comparingDouble(RunResult::rate))
                .toList();
        if (all.stream().mapToDouble(RunResult::rate).distinct().count() < 2) {
            return Optional.empty();
        }
        double most = all.get(all.size() - 1).rate();
        Chart chart = new Chart(
                "Latency against rate",
                Axis.upTo("alerts a second that come", most),
                decades(
                        "ms from due to read",
                        all,
                        run -> run.latency().p50(),
                        run -> run.latency().p99()));
        chart.line("p50", 0, points(all, RunResult::rate, run -> run.latency().p50()));
        chart.line("p90", 2, points(all, RunResult::rate, run -> run.latency().p90()));
        chart.line("p99", 1, points(all, RunResult::rate, run -> run.latency().p99()));
        return Optional.of(chart.svg());
    }

    private static Axis decades(
            String label, List<RunResult> runs, ToDoubleFunction<RunResult> low, ToDoubleFunction<RunResult> high) {
        double least =
                runs.stream().mapToDouble(low).filter(value -> value > 0).min().orElse(1);
        double most = runs.stream().mapToDouble(high).max().orElse(10);
        int from = (int) Math.floor(Math.log10(least));
        return Axis.decades(label, from, Math.max(from + 1, (int) Math.ceil(Math.log10(Math.max(most, 1e-3)))));
    }

    private static <T> List<double[]> points(List<T> things, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
        return things.stream()
                .map(thing -> new double[] {x.applyAsDouble(thing), y.applyAsDouble(thing)})
                .toList();
    }

    /** The percentile curve of each run; the rarer, the farther right. */
    static String percentiles(List<RunResult> runs, List<String> names) {
        long most = runs.stream().mapToLong(run -> run.latency().count()).max().orElse(1);
        Chart chart = new Chart(
                "Percentiles of the latency",
                Axis.decades("one alert in so many takes longer", 0, Math.max(1, (int)
                        Math.ceil(Math.log10((double) Math.max(most, 2))))),
                decades(
                        "ms from due to read",
                        runs,
                        LoadCharts::shortest,
                        run -> run.latency().max()));
        for (int i = 0; i < runs.size(); i++) {
            List<Percentiles.Point> curve = runs.get(i).curve();
            if (!curve.isEmpty()) {
                chart.line(
                        names.get(i),
                        i,
                        points(
                                curve,
                                point -> 100 / Math.max(1e-9, 100 - point.percentile()),
                                Percentiles.Point::millis));
            }
        }
        return chart.svg();
    }

    private static double shortest(RunResult run) {
        return run.curve().isEmpty() ? 0 : run.curve().get(0).millis();
    }

    /** How many batches there were of each size. */
    static Optional<String> batches(List<RunResult> runs, List<String> names) {
        int largest = runs.stream()
                .flatMap(run -> run.batches().keySet().stream())
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        if (largest == 0) {
            return Optional.empty();
        }
        double most = runs.stream()
                .flatMap(run -> run.batches().values().stream())
                .mapToLong(Long::longValue)
                .max()
                .orElse(1);
        Axis sizes = Axis.upTo("pictures in the batch", largest);
        Axis size = new Axis(
                sizes.label(),
                0.5,
                largest + 0.5,
                false,
                sizes.ticks().stream()
                        .filter(tick -> tick >= 1 && tick <= largest)
                        .toList());
        Chart chart = new Chart("Batches", size, Axis.upTo("how many", most));
        for (int i = 0; i < Math.min(runs.size(), 3); i++) {
            chart.steps(names.get(i), i, heights(runs.get(i).batches(), largest));
        }
        return Optional.of(chart.svg());
    }

    private static List<Double> heights(Map<Integer, Long> batches, int largest) {
        List<Double> heights = new ArrayList<>();
        for (int size = 1; size <= largest; size++) {
            heights.add((double) batches.getOrDefault(size, 0L));
        }
        return heights;
    }

    /** A value of the samples over time, one line a run; empty where it is never more than 0. */
    static Optional<String> overTime(
            String title, String unit, List<RunResult> runs, List<String> names, ToDoubleFunction<Sample> value) {
        double most = runs.stream()
                .flatMap(run -> run.series().stream())
                .mapToDouble(value)
                .max()
                .orElse(0);
        if (most <= 0) {
            return Optional.empty();
        }
        double longest = runs.stream()
                .flatMap(run -> run.series().stream())
                .mapToDouble(Sample::seconds)
                .max()
                .orElse(1);
        Chart chart = new Chart(title, Axis.upTo("seconds", longest), Axis.upTo(unit, most));
        for (int i = 0; i < runs.size(); i++) {
            if (!runs.get(i).series().isEmpty()) {
                chart.line(names.get(i), i, points(runs.get(i).series(), Sample::seconds, value));
            }
        }
        return Optional.of(chart.svg());
    }
}

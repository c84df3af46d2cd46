package dev.arclet.load.report;

import dev.arclet.load.RunResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A figure by which load tests are compared.
 *
 * @param label its name, with its unit
 * @param moreIsBetter whether more of it is better; empty where neither is
 * @param read takes it from a run
 */
record Figure(String label, Optional<Boolean> moreIsBetter, ToDoubleFunction<RunResult> read) {
    private static final List<Figure> ALL = List.of(
            new Figure("answered/s", Optional.of(true), run -> run.throughput().answered()),
            new Figure("scored/s", Optional.of(true), run -> run.throughput().scored()),
            new Figure("p50 ms", Optional.of(false), run -> run.latency().p50()),
            new Figure("p90 ms", Optional.of(false), run -> run.latency().p90()),
            new Figure("p99 ms", Optional.of(false), run -> run.latency().p99()),
            new Figure("p99.9 ms", Optional.of(false), run -> run.latency().p999()),
            new Figure("max ms", Optional.of(false), run -> run.latency().max()),
            new Figure("slowest visit s", Optional.of(false), RunResult::slowestVisit),
            new Figure("mean batch", Optional.empty(), RunResult::meanBatch),
            new Figure("CPU share", Optional.of(false), run -> run.machine().cpu()));

    /** In words, what it means that a figure has grown or shrunk. */
    static String judge(String label, boolean grown) {
        return ALL.stream()
                .filter(figure -> figure.label.equals(label))
                .findFirst()
                .flatMap(Figure::moreIsBetter)
                .map(more -> more == grown ? "better" : "worse")
                .orElse(grown ? "more" : "less");
    }

    /** All of them by label, over the runs; without those that are 0 in every run. */
    static Map<String, Spread> of(List<RunResult> runs) {
        Map<String, Spread> figures = new LinkedHashMap<>();
        if (!runs.isEmpty()) {
            for (Figure figure : ALL) {
                Spread spread = Spread.of(runs, figure.read);
                if (spread.max() > 0) {
                    figures.put(figure.label, spread);
                }
            }
        }
        return figures;
    }
}

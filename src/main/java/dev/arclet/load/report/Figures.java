package dev.arclet.load.report;

import dev.arclet.load.RunResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The figures by which load tests are compared: their names, and whether more or less is better. */
enum Figures {
    ANSWERED("answered/s", true, run -> run.throughput().answered()),
    SCORED("scored/s", true, run -> run.throughput().scored()),
    P50("p50 ms", false, run -> run.latency().p50()),
    P90("p90 ms", false, run -> run.latency().p90()),
    P99("p99 ms", false, run -> run.latency().p99()),
    P999("p99.9 ms", false, run -> run.latency().p999()),
    MAX("max ms", false, run -> run.latency().max()),
    DRAINED("slowest visit s", false, RunResult::slowestVisit),
    BATCH("mean batch", true, RunResult::meanBatch),
    CPU("CPU share", false, run -> run.machine().cpu());

    private final String label;
    private final boolean moreIsBetter;
    private final ToDoubleFunction<RunResult> read;

    Figures(String label, boolean moreIsBetter, ToDoubleFunction<RunResult> read) {
        this.label = label;
        this.moreIsBetter = moreIsBetter;
        this.read = read;
    }

    String label() {
        return label;
    }

    boolean moreIsBetter() {
        return moreIsBetter;
    }

    static Optional<Figures> of(String label) {
        for (Figures figure : values()) {
            if (figure.label.equals(label)) {
                return Optional.of(figure);
            }
        }
        return Optional.empty();
    }

    /** By label; none of no runs, and none that no run has. */
    static Map<String, Spread> of(List<RunResult> runs) {
        Map<String, Spread> figures = new LinkedHashMap<>();
        if (!runs.isEmpty()) {
            for (Figures figure : values()) {
                Spread spread = Spread.of(runs, figure.read);
                if (spread.max() > 0) {
                    figures.put(figure.label, spread);
                }
            }
        }
        return figures;
    }
}

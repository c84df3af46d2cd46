package dev.arclet.load;

import dev.arclet.load.LoadRun.Measured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A plan run several times, at its own rate or at the largest that holds a bound. For one thread. */
public final class LoadTest {
    private static final double RESOLUTION = 0.05;
    private static final int MOST_STEPS_DOWN = 8;

    private final LoadRun runner;
    private final LoadPlan plan;
    private final Optional<Duration> bound;
    private final int runs;
    private final BooleanSupplier stop;
    private final Listener listener;

    /** Hears how it goes on. */
    public interface Listener {
        /** A run begins; {@code what} says which. */
        void begins(String what, LoadPlan plan);

        /** It is over. */
        void ended(RunResult result);
    }

    /**
     * @param bound on the latency that the scenario is judged by
     * @param runs at least 1; each has random moments of its own
     * @param stop asked between runs
     */
    public LoadTest(
            LoadRun runner,
            LoadPlan plan,
            Optional<Duration> bound,
            int runs,
            BooleanSupplier stop,
            Listener listener) {
        if (runs < 1 || runs > 1_000) {
            throw new IllegalArgumentException("runs of the load test are " + runs + "; give 1 to 1000");
        }
        this.runner = runner;
        this.plan = plan;
        this.bound = bound;
        this.runs = runs;
        this.stop = stop;
        this.listener = listener;
    }

    /**
     * What came of it.
     *
     * @param probes short runs on the way to the largest rate
     * @param rate the largest that held in all runs; empty if none did or none was looked for
     * @param runs the measurements
     */
    public record Outcome(List<RunResult> probes, Optional<Double> rate, List<Measured> runs) {
        public Outcome {
            probes = List.copyOf(probes);
            runs = List.copyOf(runs);
        }
    }

    /** Runs the plan as it is. */
    public Outcome measure() throws InterruptedException {
        return new Outcome(List.of(), Optional.empty(), repeat(plan));
    }

    /**
     * Looks for the largest rate that holds the bound, then proves it: it counts only if it holds in all runs at full length; if not, a
     * rate 5 % lower is tried.
     *
     * @param probe length of the runs by which it looks
     */
    public Outcome findRate(Duration probe) throws InterruptedException {
        double most = bound.orElseThrow(() -> new IllegalStateException("a rate is looked for without a bound"))
                        .toNanos()
                / 1e6;
        List<RunResult> probes = new ArrayList<>();
        RateSearch search = new RateSearch(RESOLUTION);
        Optional<Double> candidate = search.largest(plan.rate(), rate -> {
            if (stop.getAsBoolean()) {
                return false;
            }
            LoadPlan trial = plan.atRate(rate).lasting(probe).seeded(plan.seed() + 1_000 + probes.size());
            listener.begins("probe " + (probes.size() + 1), trial);
            RunResult result = runner.run(trial, bound, true).result();
            listener.ended(result);
            probes.add(result);
            return result.holds(most);
        });
        List<Measured> measured = List.of();
        double rate = candidate.orElse(0.0);
        for (int step = 0; rate > 0 && step < MOST_STEPS_DOWN && !stop.getAsBoolean(); step++) {
            measured = repeat(plan.atRate(rate));
            if (measured.stream().allMatch(run -> run.result().holds(most))) {
                return new Outcome(probes, Optional.of(rate), measured);
            }
            measured.forEach(run -> probes.add(run.result()));
            rate = search.below(rate);
        }
        return new Outcome(probes, Optional.empty(), measured);
    }

    private List<Measured> repeat(LoadPlan which) throws InterruptedException {
        List<Measured> results = new ArrayList<>();
        for (int run = 0; run < runs && !(run > 0 && stop.getAsBoolean()); run++) {
            LoadPlan seeded = which.seeded(which.seed() + run);
            listener.begins(runs == 1 ? "run" : "run " + (run + 1) + " of " + runs, seeded);
            Measured measured = runner.run(seeded, bound, false);
            listener.ended(measured.result());
            results.add(measured);
        }
        return results;
    }
}

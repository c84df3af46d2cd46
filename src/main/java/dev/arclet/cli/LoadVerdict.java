package dev.arclet.cli;

import dev.arclet.load.LoadPlan;
import dev.arclet.load.LoadRun.Measured;
import dev.arclet.load.LoadTest.Outcome;
import dev.arclet.load.RunResult;
import dev.arclet.load.Scenario;
import dev.arclet.load.report.LoadReport.Verdict;
import dev.arclet.text.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Judges what a load test has shown: whether it is a measurement, whether the bounds held, and what to be wary of. */
final class LoadVerdict {
    private static final double DISTURBED = 0.1;
    private static final Duration MLPERF_MINIMUM = Duration.ofSeconds(60);

    private final LoadPlan plan;
    private final LoadPlanOptions options;
    private final List<RunResult> runs;

    LoadVerdict(LoadPlan plan, LoadPlanOptions options, Outcome outcome) {
        this.plan = plan;
        this.options = options;
        this.runs = outcome.runs().stream().map(Measured::result).toList();
    }

    /**
     * All of it.
     *
     * @param cautions that have nothing to do with the runs
     */
    Verdict of(Outcome outcome, List<String> cautions) {
        List<String> problems = problems(outcome);
        List<String> all = new ArrayList<>(cautions);
        addCautions(all);
        return new Verdict(problems.isEmpty(), held(outcome), outcome.rate(), problems, all);
    }

    private List<String> problems(Outcome outcome) {
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            String which = runs.size() == 1 ? "" : "run " + (i + 1) + ": ";
            runs.get(i).problems().forEach(problem -> problems.add(which + problem));
        }
        if (runs.isEmpty() && outcome.probes().stream().noneMatch(RunResult::valid)) {
            problems.add("no probe was a measurement; the first: "
                    + outcome.probes().stream()
                            .findFirst()
                            .map(probe -> String.join("; ", probe.problems()))
                            .orElse("none was made"));
        }
        return problems;
    }

    private Optional<Boolean> held(Outcome outcome) {
        if (options.findRate()) {
            return Optional.of(outcome.rate().isPresent());
        }
        if (options.bound().isEmpty() && options.drained().isEmpty()) {
            return Optional.empty();
        }
        boolean latency = options.bound()
                .map(most -> runs.stream().allMatch(run -> run.holds(most.toNanos() / 1e6)))
                .orElse(true);
        boolean drained = options.drained()
                .map(most -> runs.stream().allMatch(run -> run.valid() && run.slowestVisit() <= most.toNanos() / 1e9))
                .orElse(true);
        return Optional.of(latency && drained);
    }

    private void addCautions(List<String> cautions) {
        double others =
                runs.stream().mapToDouble(run -> run.machine().others()).max().orElse(0);
        if (others > DISTURBED) {
            cautions.add(String.format(
                    Locale.ROOT,
                    "other programs used up to %.0f %% of the machine's processors: compare only what was measured at the same"
                            + " time",
                    100 * others));
        }
        long skewed = runs.stream().mapToLong(RunResult::skewed).sum();
        if (skewed > 0) {
            cautions.add(String.format(
                    Locale.ROOT, "%,d legs ended before they began: two clocks disagree; they count as 0", skewed));
        }
        if (runs.stream().anyMatch(run -> run.tail().high().isEmpty())) {
            cautions.add("there were too few alerts for the 99th percentile: its interval has no upper end");
        }
        if (runs.stream()
                .anyMatch(run -> run.tail().within().equals(Optional.of(false))
                        && options.bound().isPresent()
                        && run.holds(options.bound().get().toNanos() / 1e6))) {
            cautions.add("the bound held in this sample, but not at 99 % confidence: a longer run may not hold it");
        }
        boolean timed = plan.scenario() != Scenario.OFFLINE && plan.scenario() != Scenario.VISIT;
        if (timed && plan.duration().compareTo(MLPERF_MINIMUM) < 0) {
            cautions.add("it lasted " + Durations.text(plan.duration())
                    + "; MLPerf asks for 60 s at the least, and now for 600 s");
        }
    }
}

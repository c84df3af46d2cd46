package dev.arclet.cli;

import dev.arclet.load.LoadPlan;
import dev.arclet.load.Scenario;
import dev.arclet.text.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The options by which a load test is told how alerts come and what is to hold. */
final class LoadPlanOptions {
    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            defaultValue = "server",
            converter = ScenarioConverter.class,
            description = {
                "server: at random moments (Poisson), --rate a second on average. visit: --alerts within --delivery, every"
                        + " --cadence. offline: --alerts at once. single-stream: the next when the last is answered."
                        + " multi-stream: the same in groups. Default: ${DEFAULT-VALUE}"
            })
    private Scenario scenario;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "100",
            description =
                    "Alerts a second, server; with --find-rate the first that is tried. Default: ${DEFAULT-VALUE}")
    private double rate;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = DurationText.class,
            description = "For how long alerts come. Default: ${DEFAULT-VALUE}")
    private Duration duration;

    @Option(
            names = "--warmup",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationText.class,
            description = "Load before the first run, not measured. Default: ${DEFAULT-VALUE}")
    private Duration warmUp;

    @Option(
            names = "--alerts",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Alerts of a visit, or all of them offline. Default: ${DEFAULT-VALUE}")
    private long alerts;

    @Option(names = "--visits", paramLabel = "N", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}")
    private int visits;

    @Option(
            names = "--delivery",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = DurationText.class,
            description = "Over which a visit's alerts come; 0s: all at once. Default: ${DEFAULT-VALUE}")
    private Duration delivery;

    @Option(
            names = "--cadence",
            paramLabel = "TIME",
            defaultValue = "37s",
            converter = DurationText.class,
            description = "From visit to visit. Default: ${DEFAULT-VALUE}, Rubin's")
    private Duration cadence;

    @Option(
            names = "--group",
            paramLabel = "N",
            defaultValue = "8",
            description = "Alerts that come together, multi-stream. Default: ${DEFAULT-VALUE}")
    private int group;

    @Option(
            names = "--p99",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "Bound on the latency's 99th percentile (single-stream: 90th, as in MLPerf).")
    private Optional<Duration> bound = Optional.empty();

    @Option(
            names = "--drained",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "Bound on the time from a visit's first alert to its last answer.")
    private Optional<Duration> drained = Optional.empty();

    @Option(
            names = "--find-rate",
            description = "Look for the largest rate that holds --p99, and prove it in --runs full runs; server.")
    private boolean findRate;

    @Option(
            names = "--probe",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationText.class,
            description = "Length of the runs by which --find-rate looks. Default: ${DEFAULT-VALUE}")
    private Duration probe;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "1",
            description = "Repeat it, for the spread. Default: ${DEFAULT-VALUE}")
    private int runs;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = DurationText.class,
            description = "Without any answer, before what is not answered counts as lost. Default: ${DEFAULT-VALUE}")
    private Duration patience;

    /** Reads a scenario's label. */
    static final class ScenarioConverter implements ITypeConverter<Scenario> {
        @Override
        public Scenario convert(String label) {
            return Scenario.of(label);
        }
    }

    /** @throws UserError if it can't be done, or options do not go together */
    LoadPlan plan() {
        if (findRate && (scenario != Scenario.SERVER || bound.isEmpty())) {
            throw new UserError("--find-rate is for --scenario server with a bound; add --p99 TIME");
        }
        if (drained.isPresent() && scenario != Scenario.VISIT) {
            throw new UserError("--drained is for --scenario visit; leave it out, or give --p99 TIME");
        }
        if (runs < 1 || runs > 1_000) {
            throw new UserError("--runs is " + runs + "; give 1 to 1000");
        }
        if (probe.isZero()) {
            throw new UserError("--probe is 0s; give more");
        }
        try {
            return new LoadPlan(
                    scenario, rate, warmUp, duration, alerts, visits, delivery, cadence, group, seed, patience);
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    Optional<Duration> bound() {
        return bound;
    }

    Optional<Duration> drained() {
        return drained;
    }

    boolean findRate() {
        return findRate;
    }

    Duration probe() {
        return probe;
    }

    int runs() {
        return runs;
    }

    long seed() {
        return seed;
    }

    /** What the scenario has a use for, for the report. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("scenario", scenario.label());
        switch (scenario) {
            case SERVER -> settings.put("rate", Double.toString(rate));
            case MULTI_STREAM -> settings.put("group", Integer.toString(group));
            case OFFLINE -> settings.put("alerts", Long.toString(alerts));
            case VISIT -> {
                settings.put("alerts", Long.toString(alerts));
                settings.put("visits", Integer.toString(visits));
                settings.put("delivery", Durations.text(delivery));
                settings.put("cadence", Durations.text(cadence));
            }
            case SINGLE_STREAM -> {}
        }
        if (scenario != Scenario.OFFLINE && scenario != Scenario.VISIT) {
            settings.put("duration", Durations.text(duration));
        }
        settings.put("warmup", Durations.text(warmUp));
        bound.ifPresent(most -> settings.put("p99", Durations.text(most)));
        drained.ifPresent(most -> settings.put("drained", Durations.text(most)));
        if (findRate) {
            settings.put("find-rate", "probes of " + Durations.text(probe));
        }
        settings.put("runs", Integer.toString(runs));
        settings.put("seed", Long.toString(seed));
        return settings;
    }
}

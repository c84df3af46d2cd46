package dev.arclet.cli;

import dev.arclet.config.Layer;
import dev.arclet.config.PipelineConfig;
import dev.arclet.load.LoadPlan;
import dev.arclet.load.LoadRun;
import dev.arclet.load.LoadRun.Measured;
import dev.arclet.load.LoadTest;
import dev.arclet.load.LoadTest.Outcome;
import dev.arclet.load.Percentiles;
import dev.arclet.load.RunResult;
import dev.arclet.load.Scenario;
import dev.arclet.load.report.LoadReport;
import dev.arclet.load.report.PercentileFile;
import dev.arclet.text.Durations;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code arclet loadtest}: how many alerts a second, and how long each takes. */
@Command(
        name = "loadtest",
        mixinStandardHelpOptions = true,
        subcommands = LoadtestCompareCommand.class,
        description =
                "Sends alerts to a pipeline, or pictures to its pool of workers, as they come from a telescope, and measures how"
                        + " long each takes: from when it was due, not from when it could be sent. In the scenarios of MLPerf Inference, and"
                        + " in visits as Rubin's.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  arclet loadtest --rate 100 --out report",
            "  arclet loadtest --p99 100ms --find-rate --runs 3 --out report",
            "  arclet loadtest --scenario visit --alerts 10000 --drained 37s --model arclet-s --out report",
            "  arclet loadtest --target pool --scenario offline --alerts 20000 --set scoring.batch.max=64",
            "  arclet loadtest --bootstrap kafka:9092 --running --rate 50 --topology my.yaml",
            "  arclet loadtest compare before/loadtest.json after/loadtest.json",
            "With --out: index.html, loadtest.json, run-N.hgrm; docs/loadtest.md explains them.",
            "Exit code 0 if it is a measurement and --p99 and --drained held; 1 if not: an alert was lost or answered twice,",
            "the load came late by the generator's own fault, or a bound did not hold."
        })
final class LoadtestCommand implements Callable<Integer> {
    private static final String PAGE = "index.html";
    private static final String JSON = "loadtest.json";

    /** What is put under load. */
    enum TargetKind {
        POOL,
        PIPELINE
    }

    @ParentCommand
    private Arclet program;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--target",
            paramLabel = "pool|pipeline",
            defaultValue = "pipeline",
            description = "pool: the workers alone, with real pictures. pipeline: Kafka, the topology, the workers."
                    + " Default: ${DEFAULT-VALUE}")
    private TargetKind target;

    @Mixin
    private LoadPlanOptions load;

    @Option(
            names = "--night",
            paramLabel = "PATH",
            description = "Alerts to send: a night, a folder, an archive. Default: simulated ones.")
    private List<Path> night = List.of();

    @Option(
            names = "--packets",
            paramLabel = "N",
            defaultValue = "400",
            description = "Different alerts, kept in memory and sent in turn under new ids. Default: ${DEFAULT-VALUE}")
    private int packets;

    @Option(
            names = "--objects",
            paramLabel = "N",
            description =
                    "Let the alerts be of so many objects, each with its own state. Default: those of the packets, a few dozen.")
    private Optional<Long> objects = Optional.empty();

    @Option(names = "--slim", description = "Simulated packets of 30 kB, not 110.")
    private boolean slim;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "A shipped model's name or a bundle folder. Default: the pipeline's.")
    private Optional<String> model = Optional.empty();

    @Mixin
    private PipelineOptions options;

    @Mixin
    private SchemaOptions schemas;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private WebOptions web;

    @Option(
            names = "--running",
            description =
                    "The pipeline runs already, with --bootstrap or --kafka, and takes its alerts from the topic of"
                            + " --topology. Without: one is started here, on topics of its own that are deleted at the end.")
    private boolean running;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the report; made if missing.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--force", description = "Write over a report that is there.")
    private boolean force;

    @Override
    public Integer call() throws IOException, InterruptedException {
        LoadPlan plan = load.plan();
        checkOptions();
        PipelineConfig config = config();
        LoadAlerts alerts = alerts();
        StopSignal stop = program.stopSignal().heed();
        try (LoadBench bench = bench(config, alerts)) {
            bench.dashboard().ifPresent(url -> say("Dashboard: %s", url));
            LoadReport report = test(plan, config, alerts, bench, () -> isRaised(stop) || bench.hasStopped());
            PrintWriter terminal = spec.commandLine().getOut();
            terminal.print(LoadSummary.of(report));
            out.ifPresent(folder -> terminal.printf("Report: %s%n", folder.resolve(PAGE)));
            terminal.flush();
            return report.verdict().passed() ? 0 : 1;
        }
    }

    private LoadAlerts alerts() throws IOException {
        LoadAlerts alerts =
                night.isEmpty() ? LoadAlerts.simulated(packets, slim, load.seed()) : LoadAlerts.of(night, packets);
        return objects.map(alerts::ofObjects).orElse(alerts);
    }

    private void checkOptions() {
        if (running && (target == TargetKind.POOL || !kafka.isGiven())) {
            throw new UserError("--running is for --target pipeline on somebody's Kafka; add --bootstrap HOST:PORT");
        }
        if (target == TargetKind.POOL && kafka.isGiven()) {
            throw new UserError("--target pool needs no Kafka; leave --bootstrap and --kafka out");
        }
        if (packets < 1 || packets > 100_000) {
            throw new UserError("--packets is " + packets + "; give 1 to 100000");
        }
        if (objects.isPresent() && objects.get() < 1) {
            throw new UserError("--objects is " + objects.get() + "; give at least 1");
        }
        if (out.isEmpty()) {
            return;
        }
        Path folder = out.get();
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new UserError("--out " + folder + " is a file; give a folder");
        }
        for (String file : List.of(PAGE, JSON)) {
            if (!force && Files.exists(folder.resolve(file))) {
                throw new UserError(
                        "--out " + folder + " holds " + file + "; give another folder, or --force to write over it");
            }
        }
    }

    private PipelineConfig config() {
        List<Layer> layers = new ArrayList<>();
        Map<String, String> found = new LinkedHashMap<>();
        Map<String, String> given = new LinkedHashMap<>();
        schemas.folder(night)
                .ifPresent(
                        folder -> (schemas.isGiven() ? given : found).put("alerts.schemas.folder", folder.toString()));
        layers.add(new Layer.Settings("--schemas", given));
        model.ifPresent(name -> layers.add(new Layer.Settings("--model", Map.of("model", name))));
        if (kafka.isGiven() && !running) {
            layers.add(new Layer.Settings("--bootstrap", ownTopics()));
        }
        return options.load(found, layers);
    }

    /** Nobody's alerts or scores are touched on a Kafka that has other work. */
    private static Map<String, String> ownTopics() {
        String name = "arclet-loadtest-"
                + Long.toHexString(ThreadLocalRandom.current().nextLong());
        return Map.of(
                "application", name,
                "alerts.topic", name + "-alerts",
                "output.scores", name + "-scores",
                "output.candidates", name + "-candidates",
                "output.deadLetters", name + "-dead-letters");
    }

    private LoadBench bench(PipelineConfig config, LoadAlerts alerts) throws InterruptedException {
        if (target == TargetKind.POOL) {
            return LoadBench.pool(config, alerts);
        }
        StreamTopics.oneForAlerts(config, "loadtest");
        if (!kafka.isGiven()) {
            return LoadBench.embedded(config, alerts, web);
        }
        return running
                ? LoadBench.running(kafka.settings(), config, alerts)
                : LoadBench.on(kafka.settings(), config, alerts, web);
    }

    private LoadReport test(
            LoadPlan plan, PipelineConfig config, LoadAlerts alerts, LoadBench bench, BooleanSupplier stop)
            throws InterruptedException, IOException {
        LoadRun runner = new LoadRun(bench.target(), bench.instruments(), bench.clock(), stop);
        LoadTest test = new LoadTest(runner, plan, load.bound(), load.runs(), stop, new Progress(bench));
        Outcome outcome = load.findRate() ? test.findRate(load.probe()) : test.measure();
        bench.requireAlive();
        LoadReport report = new LoadReport(
                settings(config, alerts, bench),
                LoadMachine.describe(),
                new LoadVerdict(plan, load, outcome).of(outcome, config.cautions()),
                outcome.probes(),
                outcome.runs().stream().map(Measured::result).toList());
        if (out.isPresent()) {
            write(report, outcome, out.get());
        }
        return report;
    }

    private Map<String, String> settings(PipelineConfig config, LoadAlerts alerts, LoadBench bench) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("target", target.name().toLowerCase(Locale.ROOT));
        settings.putAll(load.settings());
        settings.put("model", config.model());
        settings.putAll(bench.about());
        settings.put("alerts sent in turn", alerts.describe());
        settings.put("scoring.batch.max", Integer.toString(config.batchMax()));
        settings.put(
                "scoring.batch.deadline",
                config.batchDeadline().map(Durations::text).orElse("none"));
        if (target == TargetKind.PIPELINE && !running) {
            settings.put("scoring.inFlight", Integer.toString(config.stream().inFlightLimit()));
            settings.put("stream.guarantee", config.stream().guarantee().kafkaName());
            settings.put("stream.threads", Integer.toString(config.stream().threads()));
            settings.put("commit interval", Durations.text(config.stream().commitEvery()));
            settings.put("partitions", Integer.toString(config.topicPartitions()));
        }
        return settings;
    }

    private static void write(LoadReport report, Outcome outcome, Path folder) throws IOException {
        Files.createDirectories(folder);
        report.writeJson(folder.resolve(JSON));
        report.writePage(folder.resolve(PAGE));
        for (int run = 0; run < outcome.runs().size(); run++) {
            PercentileFile.write(
                    folder.resolve("run-" + (run + 1) + ".hgrm"),
                    outcome.runs().get(run).latency());
        }
    }

    private static boolean isRaised(StopSignal stop) {
        try {
            return stop.await(Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void say(String format, Object... values) {
        PrintWriter errors = spec.commandLine().getErr();
        errors.printf(Locale.ROOT, format + "%n", values);
        errors.flush();
    }

    /** Tells on the error stream how it goes on, and tidies up between runs. */
    private final class Progress implements LoadTest.Listener {
        private final LoadBench bench;

        Progress(LoadBench bench) {
            this.bench = bench;
        }

        @Override
        public void begins(String what, LoadPlan plan) {
            String rate = plan.scenario() == Scenario.SERVER
                    ? String.format(Locale.ROOT, "%,.1f alerts/s for %s", plan.rate(), Durations.text(plan.duration()))
                    : plan.scenario().label();
            say("%s: %s ...", what, rate);
        }

        @Override
        public void ended(RunResult result) {
            String how = result.cutShort() ? "ended early, " : "";
            say(
                    "  %sp50 %s ms, p99 %s ms, %,.1f answered/s%s",
                    how,
                    Percentiles.text(result.latency().p50()),
                    Percentiles.text(result.latency().p99()),
                    result.throughput().answered(),
                    result.valid() ? "" : "; " + String.join("; ", result.problems()));
            if (result.account().lost() == 0) {
                bench.tidy();
            }
        }
    }
}

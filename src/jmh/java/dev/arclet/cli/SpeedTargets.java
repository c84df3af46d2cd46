package dev.arclet.cli;

import dev.arclet.config.Layer;
import dev.arclet.config.PipelineConfig;
import dev.arclet.kafka.BrokerSettings;
import dev.arclet.kafka.ClientSettings;
import dev.arclet.kafka.EmbeddedBroker;
import dev.arclet.latency.EpochMicros;
import dev.arclet.load.LoadPlan;
import dev.arclet.load.LoadRun;
import dev.arclet.load.LoadTest;
import dev.arclet.load.RunResult;
import dev.arclet.load.Scenario;
import dev.arclet.load.Target;
import dev.arclet.load.watch.Instruments;
import dev.arclet.scoring.CpuCalibration;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.stream.DirectRoad;
import dev.arclet.text.Durations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Ratios between Arclet and what it could be at best, or what one would write first. Both sides of a ratio are measured in turn, several
 * times, in one process on one machine: whatever else the machine does meets both.
 *
 * <pre>
 * src/jmh/run --main dev.arclet.cli.SpeedTargets bare  --model arclet-s
 * src/jmh/run --main dev.arclet.cli.SpeedTargets naive --model arclet-s --p99 200ms
 * src/jmh/run --main dev.arclet.cli.SpeedTargets road
 * src/jmh/run --main dev.arclet.cli.SpeedTargets growth --slim
 * </pre>
 */
@Command(
        name = "SpeedTargets",
        mixinStandardHelpOptions = true,
        description = "Prints the ratios of the speed targets, and how speed changes with size.")
public final class SpeedTargets {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private SpeedTargets() {}

    /** Runs one of the commands. */
    public static void main(String[] args) {
        int code = new CommandLine(new SpeedTargets())
                .registerConverter(Duration.class, new DurationText())
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    e.printStackTrace();
                    return 1;
                })
                .execute(args);
        System.exit(code);
    }

    /** What all of them take. */
    static final class Common {
        @Option(names = "--model", defaultValue = "arclet-s")
        private String model;

        @Option(names = "--packets", defaultValue = "400")
        private int packets;

        @Option(names = "--slim")
        private boolean slim;

        @Option(names = "--alerts", defaultValue = "4000", description = "Alerts at once in each round.")
        private long alerts;

        @Option(names = "--rounds", defaultValue = "3")
        private int rounds;

        @Option(names = "--seconds", defaultValue = "10", description = "Of each measurement by time.")
        private int seconds;

        @Option(names = "--set", description = "As in arclet run.")
        private Map<String, String> sets = new LinkedHashMap<>();

        PipelineConfig config(Map<String, String> proposed) throws Exception {
            Map<String, String> all = new LinkedHashMap<>(proposed);
            all.put("model", model);
            return PipelineConfig.load(List.of(
                    new Layer.File(PipelineOptions.DEFAULT_FILE),
                    new Layer.Settings("SpeedTargets", all),
                    new Layer.Settings("--set", sets)));
        }

        LoadAlerts alerts() {
            return LoadAlerts.simulated(packets, slim, 1);
        }

        LoadPlan offline() {
            return new LoadPlan(
                    Scenario.OFFLINE,
                    1,
                    Duration.ofSeconds(seconds),
                    Duration.ofSeconds(seconds),
                    alerts,
                    1,
                    Duration.ZERO,
                    Duration.ZERO,
                    1,
                    1,
                    PATIENCE);
        }
    }

    /** The pipeline's rate as a share of ONNX Runtime's alone. */
    @Command(name = "bare", mixinStandardHelpOptions = true)
    int bare(@Mixin Common common) throws Exception {
        PipelineConfig plain = common.config(Map.of());
        ModelBundle model = PipelineParts.of(plain).modelBundle();
        CpuCalibration.Figure split = CpuCalibration.choose(
                model, plain.batchMax(), Runtime.getRuntime().availableProcessors(), Duration.ofSeconds(4));
        PipelineConfig config = common.config(Map.of(
                "scoring.workers",
                String.format(
                        Locale.ROOT, "[{kind: local, count: %d, threads: %d}]", split.sessions(), split.threads())));
        LoadAlerts alerts = common.alerts();
        BareNetwork network = new BareNetwork(model, split, config.batchMax(), pictures(config, alerts));
        double[] bare = new double[common.rounds];
        double[] pipeline = new double[common.rounds];
        try (LoadBench bench = LoadBench.embedded(config, alerts, WebOptions.none())) {
            LoadRun runner = new LoadRun(bench.target(), bench.instruments(), bench.clock(), () -> false);
            for (int round = 0; round < common.rounds; round++) {
                bare[round] = bareRate(network, common);
                pipeline[round] = offline(runner, common.offline()).throughput().scored();
                bench.tidy();
                say(
                        "round %d: bare %,.1f pictures/s, pipeline %,.1f scored/s",
                        round + 1, bare[round], pipeline[round]);
            }
        }
        say(
                "%s, %d sessions of %d threads, batches of %d",
                model, split.sessions(), split.threads(), config.batchMax());
        ratio("pipeline / bare ONNX Runtime", pipeline, bare, 0.75);
        return 0;
    }

    private static double bareRate(BareNetwork network, Common common) throws InterruptedException, ExecutionException {
        return network.rate(Duration.ofSeconds(common.seconds));
    }

    private static List<float[]> pictures(PipelineConfig config, LoadAlerts alerts) {
        List<float[]> pictures = new ArrayList<>();
        try (Pipeline pipeline = Pipeline.open(config)) {
            DirectRoad road = pipeline.directRoad(ending -> {
                if (ending instanceof DirectRoad.Ending.Outcome outcome) {
                    outcome.picture().ifPresent(picture -> pictures.add(picture.pixels()));
                }
            });
            alerts.packets().forEach(packet -> road.take("simulated", packet));
            road.finish();
        }
        return pictures;
    }

    /** The largest rates of Arclet and of the naive topology at the same bound. */
    @Command(name = "naive", mixinStandardHelpOptions = true)
    int naive(
            @Mixin Common common,
            @Option(names = "--p99", defaultValue = "200ms") Duration bound,
            @Option(names = "--rate", defaultValue = "50", description = "First rate to try.") double rate)
            throws Exception {
        PipelineConfig config = common.config(Map.of());
        LoadAlerts alerts = common.alerts();
        double[] arclet = new double[common.rounds];
        double[] naive = new double[common.rounds];
        try (LoadBench bench = LoadBench.embedded(config, alerts, WebOptions.none());
                NaiveBench other = new NaiveBench(config, alerts)) {
            LoadRun ours = new LoadRun(bench.target(), bench.instruments(), bench.clock(), () -> false);
            LoadRun theirs = new LoadRun(other.target(), Instruments.none(), other.clock(), () -> false);
            for (int round = 0; round < common.rounds; round++) {
                naive[round] = largest("naive", theirs, common, bound, rate, round);
                arclet[round] = largest("arclet", ours, common, bound, rate, round);
                bench.tidy();
            }
        }
        ratio("Arclet / naive Kafka Streams, alerts/s at p99 <= " + Durations.text(bound), arclet, naive, 2);
        return 0;
    }

    private static double largest(String name, LoadRun runner, Common common, Duration bound, double start, int round)
            throws InterruptedException {
        LoadPlan plan = LoadPlan.server(
                start, Duration.ofSeconds(common.seconds), Duration.ofSeconds(common.seconds), 1 + 100L * round);
        LoadTest test = new LoadTest(runner, plan, Optional.of(bound), 1, () -> false, new LoadTest.Listener() {
            @Override
            public void begins(String what, LoadPlan next) {}

            @Override
            public void ended(RunResult result) {
                say(
                        "  %s %,.1f/s: p50 %.1f ms, p99 %.1f ms %s",
                        name,
                        result.rate(),
                        result.latency().p50(),
                        result.latency().p99(),
                        result.cutShort() ? "(ended early)" : String.join("; ", result.problems()));
            }
        });
        double found = test.findRate(Duration.ofSeconds(common.seconds)).rate().orElse(0.0);
        say("round %d: %s %,.1f alerts/s", round + 1, name, found);
        return found;
    }

    /** The road without inference as a share of a consumer that only reads the bytes. */
    @Command(name = "road", mixinStandardHelpOptions = true)
    int road(@Mixin Common common) throws Exception {
        Path device = Files.createTempFile("no-time", ".yaml");
        Files.writeString(device, """
                name: no-time
                device: one that takes no time
                network: none
                fixedMillis: 0.001
                perPictureMillis: 0
                parallel: 1
                maxBatch: 32
                p99OverMedian: 1
                sources: {fixedMillis: none, perPictureMillis: none, parallel: none, maxBatch: none, p99OverMedian: none}
                """);
        PipelineConfig config = common.config(
                Map.of("scoring.workers", "[{kind: device-model, device: " + device + ", scores: none}]"));
        LoadAlerts alerts = common.alerts();
        double[] road = new double[common.rounds];
        double[] plain = new double[common.rounds];
        try (LoadBench bench = LoadBench.embedded(config, alerts, WebOptions.none());
                Closer closer = new Closer()) {
            EmbeddedBroker broker = closer.add(EmbeddedBroker.start(BrokerSettings.temporary()));
            ClientSettings client = ClientSettings.of(broker.bootstrapServers());
            StreamTopics.ensure(config, client, true);
            PlainConsumer consumer = closer.add(new PlainConsumer(
                    client,
                    config.stream().alerts(),
                    alerts,
                    PipelineParts.of(config).decoder()));
            LoadRun ours = new LoadRun(bench.target(), bench.instruments(), bench.clock(), () -> false);
            LoadRun theirs = run(consumer, consumer.clock());
            for (int round = 0; round < common.rounds; round++) {
                plain[round] = offline(theirs, common.offline()).throughput().answered();
                road[round] = offline(ours, common.offline()).throughput().answered();
                bench.tidy();
                say("round %d: plain consumer %,.1f/s, road %,.1f/s", round + 1, plain[round], road[round]);
            }
        } finally {
            Files.delete(device);
        }
        ratio("road without inference / plain consumer", road, plain, 0.5);
        return 0;
    }

    /** How rate and p99 change with partitions and threads, and with the objects that the state holds. */
    @Command(name = "growth", mixinStandardHelpOptions = true)
    int growth(
            @Mixin Common common,
            @Option(names = "--threads", split = ",", defaultValue = "1,2,4,8", description = "And as many partitions.")
                    List<Integer> threads,
            @Option(names = "--objects", split = ",", defaultValue = "1000,10000,100000") List<Long> objects,
            @Option(names = "--rate", defaultValue = "100", description = "At which p99 is measured.") double rate)
            throws Exception {
        LoadAlerts alerts = common.alerts();
        say("to warm up: %s", grown(common, common.config(Map.of()), alerts, rate));
        say("| partitions and threads | alerts/s at once | p99 at %,.0f/s |", rate);
        say("|--:|--:|--:|");
        for (int count : threads) {
            PipelineConfig config =
                    common.config(Map.of("stream.threads", "" + count, "topics.partitions", "" + count));
            say("| %d %s", count, grown(common, config, alerts, rate));
        }
        say("| objects in the state | alerts/s at once | p99 at %,.0f/s |", rate);
        say("|--:|--:|--:|");
        for (long count : objects) {
            say("| %,d %s", count, grown(common, common.config(Map.of()), alerts.ofObjects(count), rate));
        }
        return 0;
    }

    /** Fills the state where objects are wanted, then measures; the median of the rounds, and the first and last of them. */
    private static String grown(Common common, PipelineConfig config, LoadAlerts alerts, double rate) throws Exception {
        double[] atOnce = new double[common.rounds];
        double[] p99 = new double[common.rounds];
        try (LoadBench bench = LoadBench.embedded(config, alerts, WebOptions.none())) {
            LoadRun runner = new LoadRun(bench.target(), bench.instruments(), bench.clock(), () -> false);
            for (long filled = 0; filled < alerts.objects().orElse(0); filled += common.alerts) {
                offline(runner, common.offline());
                bench.tidy();
            }
            for (int round = 0; round < common.rounds; round++) {
                atOnce[round] = offline(runner, common.offline()).throughput().answered();
                bench.tidy();
                p99[round] =
                        server(runner, rate, common.seconds, round).latency().p99();
                bench.tidy();
            }
        }
        Arrays.sort(atOnce);
        Arrays.sort(p99);
        return String.format(Locale.ROOT, "| %s | %s ms |", spread("%,.0f", atOnce), spread("%,.0f", p99));
    }

    private static String spread(String format, double[] sorted) {
        return String.format(
                Locale.ROOT,
                format + " (" + format + " to " + format + ")",
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1]);
    }

    private static RunResult server(LoadRun runner, double rate, int seconds, int round) throws InterruptedException {
        Duration time = Duration.ofSeconds(seconds);
        return valid(runner.run(LoadPlan.server(rate, time, time, 1 + round), Optional.empty(), false)
                .result());
    }

    private static LoadRun run(Target target, EpochMicros clock) {
        return new LoadRun(target, Instruments.none(), clock, () -> false);
    }

    private static RunResult offline(LoadRun runner, LoadPlan plan) throws InterruptedException {
        return valid(runner.run(plan, Optional.empty(), false).result());
    }

    private static RunResult valid(RunResult result) {
        if (!result.valid()) {
            throw new IllegalStateException("no measurement: " + result.problems());
        }
        return result;
    }

    /** Of the medians, and of each round alone. */
    private static void ratio(String name, double[] ours, double[] theirs, double target) {
        double[] rounds = new double[ours.length];
        for (int i = 0; i < ours.length; i++) {
            rounds[i] = ours[i] / theirs[i];
        }
        Arrays.sort(rounds);
        say(
                "%s: %.2f (rounds %.2f to %.2f; target %.2f)",
                name, rounds[rounds.length / 2], rounds[0], rounds[rounds.length - 1], target);
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}

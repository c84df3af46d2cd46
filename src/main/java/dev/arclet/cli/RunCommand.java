package dev.arclet.cli;

import dev.arclet.config.Layer;
import dev.arclet.config.PipelineConfig;
import dev.arclet.kafka.BrokerSettings;
import dev.arclet.kafka.ClientSettings;
import dev.arclet.kafka.EmbeddedBroker;
import dev.arclet.stream.Backlog;
import dev.arclet.stream.FlowMonitor;
import dev.arclet.stream.LensService;
import dev.arclet.stream.StartAt;
import dev.arclet.stream.StreamSettings.Guarantee;
import dev.arclet.web.WebPort;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code arclet run}: the service. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Scores the alerts of a Kafka topic until it is stopped.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  arclet run --bootstrap kafka:9092",
            "  arclet run --topology my.yaml --kafka client.properties",
            "  arclet run --embedded                      a Kafka broker in this process, on localhost:9092",
            "  arclet run --set stream.guarantee=exactly_once_v2 --exit-on-eof",
            "  arclet run --shed 10m                      what is older is not scored, so that the newest is timely",
            "  arclet run --from-timestamp 2026-11-24T00:00:00Z",
            "  arclet run --run-id again --exit-on-eof    a night that arclet replay --run-id again has sent",
            "Every setting can come from the environment too: ARCLET_STREAM_THREADS=4.",
            "Ctrl-C (SIGTERM) stops it cleanly: what is in flight is kept in its state and goes on at the next start.",
            "Exit code 0 after a clean stop, 1 after a failure."
        })
final class RunCommand implements Callable<Integer> {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    @ParentCommand
    private Arclet program;

    @Mixin
    private PipelineOptions options;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private WebOptions web;

    @Option(names = "--embedded", description = "Run a Kafka broker in this process.")
    private boolean embedded;

    @Option(
            names = "--embedded-port",
            defaultValue = "9092",
            paramLabel = "PORT",
            description = "Port of the embedded broker. Default: ${DEFAULT-VALUE}")
    private int embeddedPort;

    @Option(
            names = "--embedded-data",
            paramLabel = "DIR",
            description = "Folder for the embedded broker's data, kept between runs. Default: a temporary one.")
    private Path embeddedData;

    @Option(
            names = "--from-timestamp",
            paramLabel = "T",
            description =
                    "Begin with the alerts whose record time is T or later (ISO 8601, or epoch milliseconds), wherever an"
                            + " earlier run has stopped.")
    private String fromTimestamp;

    @Option(
            names = "--shed",
            paramLabel = "AGE",
            description =
                    "Skip alerts that were sent longer ago than this, such as 10m, as shed, rather than score them late."
                            + " Setting triage.shedAfter. Default: score all")
    private String shedAfter;

    @Mixin
    private RunId runId;

    @Option(names = "--exit-on-eof", description = "Stop once every alert that is in the topic is answered.")
    private boolean exitOnEof;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (embedded && kafka.isGiven()) {
            throw new ParameterException(
                    spec.commandLine(), "--embedded brings its own broker; leave out --bootstrap and --kafka");
        }
        Optional<Instant> from = Optional.ofNullable(fromTimestamp).map(this::instant);
        PipelineConfig config = config();
        config.cautions().forEach(caution -> System.err.println("arclet: note: " + caution));
        StopSignal stop = program.stopSignal().heed();
        try (Closer closer = new Closer()) {
            // First of all, so that a mistake in it leaves no trace in Kafka, and a broker is not up before its topics
            // can be made.
            Pipeline pipeline = closer.add(Pipeline.open(config));
            ClientSettings client = embedded ? startBroker(closer) : kafka.settings();
            StreamTopics.ensure(config, client, embedded || runId.value().isPresent());
            return run(pipeline, client, from, stop, closer);
        }
    }

    private PipelineConfig config() {
        Optional<String> id = runId.value();
        if (id.isPresent()) {
            return configOfRun(id.get());
        }
        return shedAfter == null
                ? options.load(Map.of())
                : options.load(Map.of(), List.of(new Layer.Settings("--shed", Map.of("triage.shedAfter", shedAfter))));
    }

    /** A run of its own is to be the same every time, a crash in it included, and however fast this machine is today. */
    private PipelineConfig configOfRun(String id) {
        if (shedAfter != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--run-id is to give the same scores every time; leave out --shed, which looks at the clock");
        }
        Layer sameEveryTime = new Layer.Settings(
                "--run-id",
                Map.of(
                        "stream.guarantee", Guarantee.EXACTLY_ONCE.kafkaName(),
                        "triage.shedAfter", "none",
                        "triage.shedFirstAfter", "none"));
        return options.load(Map.of(), List.of(sameEveryTime)).forRun(id);
    }

    private ClientSettings startBroker(Closer closer) {
        BrokerSettings settings = BrokerSettings.temporary().onPort(embeddedPort);
        EmbeddedBroker broker =
                closer.add(EmbeddedBroker.start(embeddedData == null ? settings : settings.in(embeddedData)));
        return ClientSettings.of(broker.bootstrapServers());
    }

    private int run(Pipeline pipeline, ClientSettings client, Optional<Instant> from, StopSignal stop, Closer closer)
            throws InterruptedException {
        PipelineConfig config = pipeline.config();
        LensService service = closer.add(pipeline.service(client, stateFolder(config, closer)));
        if (from.isPresent()) {
            StartAt.timestamp(from.get(), config.stream(), client.admin());
        }
        FlowMonitor flow = closer.add(pipeline.watch(service, client));
        Optional<WebPort> dashboard = web.open(pipeline, service, flow, client, closer);
        service.start();
        dashboard.ifPresent(port -> System.err.println("arclet: dashboard: " + port.url()));
        System.err.printf(
                "arclet: scoring %s on %s with %s %s into %s and %s (%s); Ctrl-C stops%n",
                config.stream().alerts(),
                client.bootstrap(),
                pipeline.model().name(),
                pipeline.model().version(),
                config.stream().scores(),
                config.stream().candidates(),
                config.stream().guarantee().kafkaName());
        watch(service, flow, pipeline, client, stop);
        service.close();
        System.err.print(Report.ledger(pipeline.ledger().counts()));
        System.err.print(pipeline.latencies().snapshot());
        if (runId.value().isPresent() && service.failure().isEmpty()) {
            System.err.println("arclet: " + ScoresReading.digest(config.stream().scores(), client));
        }
        service.failure().ifPresent(failure -> System.err.println("arclet: stopped: " + failure.getMessage()));
        return service.failure().isPresent() ? 1 : 0;
    }

    /** An embedded broker without a folder forgets everything, so what the stream remembers of it must not outlive it either. */
    private String stateFolder(PipelineConfig config, Closer closer) {
        return embedded && embeddedData == null
                ? closer.add(TemporaryFolder.create("arclet-state")).path().toString()
                : config.stateFolder();
    }

    /** Until there is a reason to stop. */
    private void watch(LensService service, FlowMonitor flow, Pipeline pipeline, ClientSettings client, StopSignal stop)
            throws InterruptedException {
        try (LiveLine line = new LiveLine();
                Closer closer = new Closer()) {
            Optional<Backlog> backlog = exitOnEof
                    ? Optional.of(
                            closer.add(new Backlog(pipeline.config().stream(), client.admin(), client.consumer())))
                    : Optional.empty();
            RateMeter rate = new RateMeter();
            int tasks = 0;
            while (!stop.await(LOOK_EVERY) && !service.awaitStopped(Duration.ZERO)) {
                line.show(Report.live(
                        pipeline.ledger().counts(), rate, flow.seen().flow()));
                tasks = reportShare(service, tasks);
                if (backlog.isPresent() && isDone(service, pipeline, backlog.get())) {
                    return;
                }
            }
        }
    }

    /** Says how much of the work falls to this instance, whenever that changes. */
    private static int reportShare(LensService service, int before) {
        int tasks = service.tasks();
        if (tasks != before) {
            System.err.printf("arclet: has a share of the work: %d of the stream's tasks%n", tasks);
        }
        return tasks;
    }

    private static boolean isDone(LensService service, Pipeline pipeline, Backlog backlog) throws InterruptedException {
        return service.awaitRunning(Duration.ZERO)
                && pipeline.ledger().counts().inFlight() == 0
                && backlog.isEmpty()
                && pipeline.ledger().counts().inFlight() == 0;
    }

    private Instant instant(String text) {
        if (text.matches("\\d{1,11}")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--from-timestamp " + text + " has too few digits for milliseconds since 1970; give seconds as "
                            + text + "000, or write 2026-11-24T00:00:00Z");
        }
        try {
            return text.matches("\\d+") ? Instant.ofEpochMilli(Long.parseLong(text)) : Instant.parse(text);
        } catch (RuntimeException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--from-timestamp " + text + " is no time; give 2026-11-24T00:00:00Z or epoch milliseconds",
                    e);
        }
    }
}

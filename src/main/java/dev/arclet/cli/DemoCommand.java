package dev.arclet.cli;

import dev.arclet.config.PipelineConfig;
import dev.arclet.kafka.BrokerSettings;
import dev.arclet.kafka.ClientSettings;
import dev.arclet.kafka.EmbeddedBroker;
import dev.arclet.night.Replay;
import dev.arclet.night.ReplayException;
import dev.arclet.night.ReplayListener;
import dev.arclet.night.ReplaySpeed;
import dev.arclet.sky.NightPlan;
import dev.arclet.stream.LensService;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code arclet demo}: the whole road on one machine, with nothing to set up. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Runs a simulated night through a Kafka broker in this process, the real topology and the trained network,"
                        + " and shows the lens candidates it finds.",
        footer = {
            "",
            "Examples:",
            "  arclet demo",
            "  arclet demo --visits 40 --alerts 100 --seed 7",
            "  arclet demo --keep                 leave broker and stream running, to connect to them",
            "Ends by itself; takes about a minute. Exit code 0 if every alert was answered."
        })
final class DemoCommand implements Callable<Integer> {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** A visit every 0.6 s instead of every 37 s. */
    private static final ReplaySpeed PACE = new ReplaySpeed(60);

    @Option(
            names = "--visits",
            defaultValue = "16",
            description = "Visits of the telescope, through the filters i, r, g, z in turn. Default: ${DEFAULT-VALUE}")
    private int visits;

    @Option(names = "--alerts", defaultValue = "30", description = "Alerts of each visit. Default: ${DEFAULT-VALUE}")
    private int alerts;

    @Option(names = "--seed", defaultValue = "1", description = "Another night. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Mixin
    private PipelineOptions options;

    @Option(names = "--keep", description = "Do not end: leave the broker and the stream running until Ctrl-C.")
    private boolean keep;

    @Override
    public Integer call() throws Exception {
        PipelineConfig config = options.load(Map.of("application", "arclet-demo"));
        StopSignal stop = StopSignal.listen();
        int exitCode = 1;
        try (Closer closer = new Closer()) {
            exitCode = run(config, stop, closer);
        } finally {
            stop.end(exitCode);
        }
        return exitCode;
    }

    private int run(PipelineConfig config, StopSignal stop, Closer closer) throws Exception {
        SimulatedNight night = new SimulatedNight(NightPlan.demo(seed, visits, alerts));
        say("Starting a Kafka broker in this process ...");
        EmbeddedBroker broker = closer.add(EmbeddedBroker.start(BrokerSettings.temporary()));
        ClientSettings client = ClientSettings.of(broker.bootstrapServers());
        StreamTopics.ensure(config, client, true);
        Pipeline pipeline = closer.add(Pipeline.open(config));
        startStream(client, pipeline, closer);
        say(
                "Broker on %s, topology running, model %s %s. Simulating %d visits of %d alerts, one object in ten a lens.",
                broker.bootstrapServers(),
                pipeline.model().name(),
                pipeline.model().version(),
                visits,
                alerts);
        Audience audience = closer.add(new Audience(config.stream(), client));
        long sent = sendAndListen(night, config, client, pipeline, audience, stop);
        System.out.print(DemoReport.of(night, audience, pipeline, sent));
        if (keep) {
            say(
                    "Left running: bootstrap.servers=%s, topics %s, %s, %s. Ctrl-C ends it.",
                    broker.bootstrapServers(),
                    config.stream().alerts(),
                    config.stream().scores(),
                    config.stream().candidates());
            stop.await(Duration.ofDays(365));
        }
        return audience.answered() == sent ? 0 : 1;
    }

    private static void startStream(ClientSettings client, Pipeline pipeline, Closer closer)
            throws InterruptedException {
        String state = closer.add(TemporaryFolder.create("arclet-demo")).path().toString();
        LensService service = closer.add(pipeline.service(client.streams(), state));
        service.start();
        if (!service.awaitRunning(Duration.ofMinutes(1))) {
            throw new UserError(
                    "the stream did not start: "
                            + service.failure().map(Throwable::getMessage).orElse("no partitions after a minute"),
                    service.failure().orElse(null));
        }
    }

    /** Sends the night and waits until all of it is answered; returns how many alerts were sent. */
    private static long sendAndListen(
            SimulatedNight night,
            PipelineConfig config,
            ClientSettings client,
            Pipeline pipeline,
            Audience audience,
            StopSignal stop)
            throws Exception {
        CompletableFuture<Long> sending =
                CompletableFuture.supplyAsync(() -> send(night, config.stream().alerts(), client, pipeline));
        RateMeter rate = new RateMeter();
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (LiveLine line = new LiveLine()) {
            while (!(sending.isDone() && audience.answered() >= sending.get())) {
                audience.listen(LOOK_EVERY);
                line.show(Report.live(pipeline.ledger().counts(), rate));
                if (System.nanoTime() > end || stop.await(Duration.ZERO)) {
                    break;
                }
            }
        }
        audience.listen(LOOK_EVERY);
        return sending.get();
    }

    private static long send(SimulatedNight night, String topic, ClientSettings client, Pipeline pipeline) {
        Properties settings = client.producer();
        settings.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 8 << 20);
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            return new Replay(producer, topic, pipeline.decoder(), PACE, Optional.empty())
                    .run(night.packets(), ReplayListener.none())
                    .packets();
        } catch (ReplayException e) {
            throw new UserError(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted", e);
        }
    }

    private static void say(String form, Object... values) {
        System.err.println(String.format(Locale.ROOT, form, values));
    }
}

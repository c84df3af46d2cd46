package dev.arclet.cli;

import dev.arclet.config.PipelineConfig;
import dev.arclet.kafka.BrokerSettings;
import dev.arclet.kafka.ClientSettings;
import dev.arclet.kafka.Cluster;
import dev.arclet.kafka.EmbeddedBroker;
import dev.arclet.latency.EpochMicros;
import dev.arclet.load.Target;
import dev.arclet.load.target.PipelineTarget;
import dev.arclet.load.target.PoolTarget;
import dev.arclet.load.target.StreamLag;
import dev.arclet.load.watch.Instruments;
import dev.arclet.stream.DirectRoad;
import dev.arclet.stream.FlowMonitor;
import dev.arclet.stream.LensService;
import dev.arclet.stream.StreamSettings;
import dev.arclet.web.WebPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a load test tests, put together and running, with all that it needs around it. */
final class LoadBench implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LoadBench.class);
    private static final Duration START_WITHIN = Duration.ofMinutes(2);
    private static final Duration KAFKA_PATIENCE = Duration.ofSeconds(20);

    private final Closer closer = new Closer();
    private final Map<String, String> about = new LinkedHashMap<>();
    private final List<AutoCloseable> afterwards = new ArrayList<>();
    private EpochMicros clock = EpochMicros.system();
    private Target target;
    private Instruments instruments = Instruments.none();
    private Optional<LensService> service = Optional.empty();
    private Optional<String> dashboard = Optional.empty();

    private LoadBench() {}

    /** A pool of workers with pictures of these alerts. */
    static LoadBench pool(PipelineConfig config, LoadAlerts alerts) {
        LoadBench bench = new LoadBench();
        try {
            Pipeline pipeline = bench.open(config);
            List<float[]> pictures = pictures(pipeline, alerts);
            bench.target = bench.closer.add(new PoolTarget(pipeline.pool(), pictures, bench.clock));
            bench.about.put("pictures", String.format("%,d of these alerts", pictures.size()));
            return bench;
        } catch (RuntimeException e) {
            bench.close();
            throw e;
        }
    }

    /** A pipeline on a broker of its own in this process. */
    static LoadBench embedded(PipelineConfig config, LoadAlerts alerts, WebOptions web) throws InterruptedException {
        LoadBench bench = new LoadBench();
        try {
            EmbeddedBroker broker = bench.closer.add(EmbeddedBroker.start(BrokerSettings.temporary()
                    // What was answered is deleted between runs, in whole files.
                    .with("log.segment.bytes", Integer.toString(64 << 20))
                    .with("log.segment.delete.delay.ms", "1000")));
            ClientSettings client = ClientSettings.of(broker.bootstrapServers());
            StreamTopics.ensure(config, client, true);
            bench.about.put("broker", "embedded");
            bench.start(config, client, alerts, web);
            bench.afterwards.add(() -> deleteRecords(client, config.stream()));
            return bench;
        } catch (RuntimeException | InterruptedException e) {
            bench.close();
            throw e;
        }
    }

    /** A pipeline in this process, on topics of its own that go with it, on somebody's Kafka. */
    static LoadBench on(ClientSettings client, PipelineConfig config, LoadAlerts alerts, WebOptions web)
            throws InterruptedException {
        LoadBench bench = new LoadBench();
        try {
            bench.closer.add(() -> deleteTopics(client, config.stream()));
            StreamTopics.ensure(config, client, true);
            bench.about.put("broker", client.bootstrap());
            bench.start(config, client, alerts, web);
            return bench;
        } catch (RuntimeException | InterruptedException e) {
            bench.close();
            throw e;
        }
    }

    /** A pipeline that runs elsewhere. */
    static LoadBench running(ClientSettings client, PipelineConfig config, LoadAlerts alerts)
            throws InterruptedException {
        LoadBench bench = new LoadBench();
        try {
            StreamTopics.ensure(config, client, false);
            bench.about.put("broker", client.bootstrap());
            bench.about.put(
                    "pipeline", "runs elsewhere, application " + config.stream().applicationId());
            StreamLag lag = bench.closer.add(
                    new StreamLag(client.admin(), config.stream().applicationId()));
            bench.instruments = bench.instruments.withLag(lag);
            bench.target = bench.closer.add(new PipelineTarget(
                    config.stream(),
                    client.producer(),
                    client.consumer(),
                    alerts.numbered(PipelineParts.of(config).decoder()),
                    bench.clock));
            return bench;
        } catch (RuntimeException | InterruptedException e) {
            bench.close();
            throw e;
        }
    }

    private Pipeline open(PipelineConfig config) {
        Pipeline pipeline = closer.add(Pipeline.openForLoadTest(config));
        clock = pipeline.clock();
        instruments = Instruments.of(pipeline.pool()::stats);
        about.put("model version", pipeline.model().version());
        about.put(
                "workers",
                String.join(
                        ", ",
                        pipeline.pool().stats().workers().stream()
                                .map(worker -> worker.name())
                                .toList()));
        return pipeline;
    }

    private void start(PipelineConfig config, ClientSettings client, LoadAlerts alerts, WebOptions web)
            throws InterruptedException {
        Pipeline pipeline = open(config);
        String state = closer.add(TemporaryFolder.create("arclet-load")).path().toString();
        LensService stream = closer.add(pipeline.service(client, state));
        service = Optional.of(stream);
        FlowMonitor flow = closer.add(pipeline.watch(stream, client));
        dashboard = web.open(pipeline, stream, flow, client, closer).map(WebPort::url);
        about.put("web port", dashboard.isPresent() ? "open" : "none");
        stream.start();
        if (!stream.awaitRunning(START_WITHIN)) {
            requireAlive();
            throw new UserError(
                    "the stream did not start: it has no partitions after " + START_WITHIN.toSeconds() + " s");
        }
        StreamLag lag = closer.add(new StreamLag(client.admin(), config.stream().applicationId()));
        instruments = instruments.withLag(lag);
        target = closer.add(new PipelineTarget(
                config.stream(), client.producer(), client.consumer(), alerts.numbered(pipeline.decoder()), clock));
    }

    /** Pictures that the real road makes of the alerts, for a pool without a road. */
    private static List<float[]> pictures(Pipeline pipeline, LoadAlerts alerts) {
        List<float[]> pictures = new ArrayList<>();
        DirectRoad road = pipeline.directRoad(ending -> {
            if (ending instanceof DirectRoad.Ending.Outcome outcome) {
                outcome.picture().ifPresent(picture -> pictures.add(picture.pixels()));
            }
        });
        alerts.packets().forEach(packet -> road.take(alerts.source(), packet));
        road.finish();
        if (pictures.isEmpty()) {
            throw new UserError("none of the %d alerts (%s) ends as a picture; give others with --night"
                    .formatted(alerts.packets().size(), alerts.source()));
        }
        return pictures;
    }

    /** Between runs, so that disks do not fill; all alerts of the run before are answered. */
    void tidy() {
        for (AutoCloseable work : afterwards) {
            try {
                work.close();
            } catch (Exception e) {
                log.warn("could not tidy up between runs: {}", e.getMessage());
            }
        }
    }

    private static void deleteRecords(ClientSettings client, StreamSettings topics)
            throws InterruptedException, ExecutionException {
        try (Admin admin = Cluster.connect(client, KAFKA_PATIENCE)) {
            Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
            admin.describeTopics(names(topics).toList())
                    .allTopicNames()
                    .get()
                    .forEach((name, topic) -> topic.partitions()
                            .forEach(partition ->
                                    wanted.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
            Map<TopicPartition, RecordsToDelete> ends = new HashMap<>();
            admin.listOffsets(wanted)
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition, RecordsToDelete.beforeOffset(end.offset())));
            admin.deleteRecords(ends).all().get();
        }
    }

    private static void deleteTopics(ClientSettings client, StreamSettings topics)
            throws InterruptedException, ExecutionException {
        try (Admin admin = Cluster.connect(client, KAFKA_PATIENCE)) {
            List<String> own = admin.listTopics().names().get().stream()
                    .filter(name -> name.startsWith(topics.applicationId() + "-")
                            || names(topics).anyMatch(name::equals))
                    .toList();
            admin.deleteTopics(own).all().get();
            admin.deleteConsumerGroups(List.of(topics.applicationId())).all().get();
        }
    }

    private static Stream<String> names(StreamSettings topics) {
        return Stream.of(topics.alerts(), topics.scores(), topics.candidates(), topics.deadLetters());
    }

    Target target() {
        return target;
    }

    Instruments instruments() {
        return instruments;
    }

    EpochMicros clock() {
        return clock;
    }

    /** What is tested, for the report. */
    Map<String, String> about() {
        return about;
    }

    /** Where the pipeline can be watched, if it runs in this process and its web port is wanted. */
    Optional<String> dashboard() {
        return dashboard;
    }

    /** Whether what is tested has stopped by itself. */
    boolean hasStopped() {
        try {
            return service.isPresent() && service.get().awaitStopped(Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** @throws UserError if the stream has stopped, with the reason */
    void requireAlive() {
        if (hasStopped()) {
            Optional<Throwable> failure = service.flatMap(LensService::failure);
            throw new UserError(
                    "the stream stopped: " + failure.map(Trouble::describe).orElse("it was closed"),
                    failure.orElse(null));
        }
    }

    @Override
    public void close() {
        closer.close();
    }
}

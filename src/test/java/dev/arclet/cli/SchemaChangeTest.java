package dev.arclet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.alert.FolderSchemas;
import dev.arclet.alert.SharedFiles;
import dev.arclet.config.Layer;
import dev.arclet.config.PipelineConfig;
import dev.arclet.kafka.ClientSettings;
import dev.arclet.kafka.Cluster;
import dev.arclet.kafka.TestKafka;
import dev.arclet.kafka.Topics;
import dev.arclet.scoring.TestBundles;
import dev.arclet.stream.Backlog;
import dev.arclet.stream.FlowMonitor;
import dev.arclet.stream.Ledger;
import dev.arclet.stream.LensService;
import dev.arclet.support.LittleRegistry;
import dev.arclet.support.SurveySchemas;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A survey changes its schema in mid-night, moves to new topics, and one instance that runs follows. */
@Timeout(90)
class SchemaChangeTest {
    private static final String V10 = "lsst-alerts-v10.0";
    private static final String V11 = "lsst-alerts-v11.0";
    private static final String V12 = "lsst-alerts-v12.0";
    private static final String[] BANDS = {"i", "r", "g"};
    private static final int SIZE = 16;

    @TempDir
    private static Path folder;

    private TestKafka broker;
    private ClientSettings client;
    private LittleRegistry registry;
    private KafkaProducer<byte[], byte[]> telescope;
    private long sent;

    @BeforeAll
    static void makeAModel() {
        TestBundles.writeBothViews(folder, SIZE);
    }

    @BeforeEach
    void start() throws Exception {
        broker = TestKafka.start();
        client = ClientSettings.of(broker.bootstrapServers());
        registry = LittleRegistry.start();
        telescope = new KafkaProducer<>(client.producer(), new ByteArraySerializer(), new ByteArraySerializer());
        sent = 0;
    }

    @AfterEach
    void stop() {
        telescope.close();
        registry.close();
        broker.close();
    }

    @Test
    void aNightThatGoesThroughFourSchemasAndThreeTopicsIsFollowedWithoutRestart() throws Exception {
        for (int id : List.of(1000, 1100, 1101)) {
            registry.register(id, SurveySchemas.schema(id));
        }
        PipelineConfig config = config("object", "2s");
        create(V10, 2);
        try (Pipeline pipeline = Pipeline.open(config);
                LensService service = started(pipeline);
                FlowMonitor flow = watched(pipeline, service)) {
            send(V10, 1000, 20);
            await(service, () -> scored(pipeline) == 20);

            create(V11, 5); // more than there were when the re-key topic was made
            send(V11, 1100, 30);
            send(V11, 1101, 30);
            await(service, () -> scored(pipeline) == 80);
            await(service, () -> flow.seen().lag().equals(OptionalLong.of(0)));

            create(V12, 1);
            send(V12, 1200, 10);
            await(service, () -> registry.refusals(1200) > 1);
            registry.register(1200, SurveySchemas.schema(1200));
            await(service, () -> scored(pipeline) == 90);
            assertEquals(0, pipeline.ledger().counts().of("dead"));

            send(V12, 1201, 10);
            send(V10, 1000, 5);
            await(service, () -> pipeline.ledger().counts().of("dead") == 10);
            assertNamedByDeadLetters("schema id 1201 is not known to [registry " + registry.url());

            registry.register(1201, SurveySchemas.schema(1201));
            InProcess replay = new InProcess();
            assertEquals(
                    0,
                    replay.run(
                            "dead-letters", "replay", "--reason", "unknown_schema", "--bootstrap", client.bootstrap()),
                    replay.errors());
            assertEquals("10 alerts sent again to " + V12, replay.out().strip());
            await(service, () -> scored(pipeline) == sent);

            Ledger.Counts counts = pipeline.ledger().counts();
            assertEquals(sent + 10, counts.in(), "those of the dead letters came twice");
            assertEquals(counts.in(), counts.out());
            assertEquals(
                    Map.of("1000", 25.0, "1100", 30.0, "1101", 30.0, "1200", 10.0, "1201", 10.0),
                    alertsBySchema(pipeline, service, flow));
            try (Backlog backlog = new Backlog(config.stream(), client.admin(), client.consumer())) {
                await(service, () -> isEmpty(backlog));
            }
        }
    }

    @Test
    void aModelThatLooksAtAlertsFollowsANewTopicWithMorePartitionsToo() throws Exception {
        registry.register(1000, SurveySchemas.schema(1000)).register(1100, SurveySchemas.schema(1100));
        create(V10, 1);
        try (Pipeline pipeline = Pipeline.open(config("alert", "2s"));
                LensService service = started(pipeline)) {
            send(V10, 1000, 10);
            await(service, () -> scored(pipeline) == 10);

            create(V11, 3);
            send(V11, 1100, 10);
            await(service, () -> scored(pipeline) == sent);
        }
    }

    @Test
    void rubinsOwnSchemasAreFollowedFromOneTopicToTheNext() throws Exception {
        FolderSchemas published = new FolderSchemas(SharedFiles.path("schemas/lsst"));
        create(V10, 2);
        try (Pipeline pipeline = Pipeline.open(config("object", "30s"));
                LensService service = started(pipeline)) {
            for (int id : List.of(701, 900, 1000)) {
                sendRegistered(V10, id, published.byId(id).orElseThrow());
            }
            create(V11, 3);
            for (int id : List.of(1100, 1101)) {
                sendRegistered(V11, id, published.byId(id).orElseThrow());
            }
            await(service, () -> scored(pipeline) == sent);
            assertEquals(0, pipeline.ledger().counts().of("dead"));
        }
    }

    private PipelineConfig config(String model, String unknownWait) throws Exception {
        return PipelineConfig.load(List.of(
                new Layer.File(PipelineOptions.DEFAULT_FILE),
                new Layer.Settings(
                        "test",
                        Map.of(
                                "alerts.topic",
                                "lsst-alerts-v*",
                                "alerts.schemas.registry",
                                registry.url(),
                                "alerts.schemas.unknownWait",
                                unknownWait,
                                "model",
                                folder.resolve(model).toString(),
                                "scoring.workers",
                                "[{kind: local, threads: 1}]"))));
    }

    /** As {@code arclet run} does it, but sooner aware of new topics. */
    private LensService started(Pipeline pipeline) throws Exception {
        StreamTopics.ensure(pipeline.config(), client, false);
        Path hasty = Files.writeString(folder.resolve("hasty.properties"), "metadata.max.age.ms=500\n");
        LensService service = pipeline.service(
                ClientSettings.of(Optional.of(client.bootstrap()), Optional.of(hasty)),
                folder.resolve("state-" + System.nanoTime()).toString());
        service.start();
        return service;
    }

    private FlowMonitor watched(Pipeline pipeline, LensService service) {
        return FlowMonitor.start(
                service,
                pipeline.config().stream(),
                pipeline.ledger(),
                pipeline.pool(),
                pipeline.clock(),
                client.admin(),
                client.consumer());
    }

    private void create(String topic, int partitions) throws Exception {
        try (Admin admin = Cluster.connect(client, Duration.ofSeconds(10))) {
            Topics.ensure(admin, List.of(new NewTopic(topic, partitions, (short) 1)));
        }
    }

    private void send(String topic, int id, int alerts) throws Exception {
        for (int i = 0; i < alerts; i++) {
            sent++;
            byte[] packet = SurveySchemas.packet(id, sent, 1 + sent / 3, BANDS[(int) (sent % 3)]);
            telescope.send(new ProducerRecord<>(topic, packet)).get();
        }
    }

    private void sendRegistered(String topic, int id, Schema schema) throws Exception {
        registry.register(id, schema);
        sent++;
        telescope
                .send(new ProducerRecord<>(topic, SurveySchemas.packet(id, schema, sent, sent, "r")))
                .get();
    }

    private void assertNamedByDeadLetters(String message) {
        InProcess list = new InProcess();
        assertEquals(0, list.run("dead-letters", "list", "--bootstrap", client.bootstrap()), list.errors());
        assertTrue(list.out().contains(message), list.out());
    }

    private static Map<String, Double> alertsBySchema(Pipeline pipeline, LensService service, FlowMonitor flow) {
        Map<String, Double> alerts = new TreeMap<>();
        pipeline.observed(service, flow)
                .meters()
                .get("arclet.alerts.schema")
                .counters()
                .forEach(counter -> alerts.put(counter.getId().getTag("id"), counter.count()));
        return alerts;
    }

    private static long scored(Pipeline pipeline) {
        return pipeline.ledger().counts().of("scored");
    }

    private static boolean isEmpty(Backlog backlog) {
        try {
            return backlog.isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void await(LensService service, BooleanSupplier done) throws InterruptedException {
        while (!done.getAsBoolean()) {
            assertTrue(service.failure().isEmpty(), () -> service.failure().toString());
            service.awaitStopped(Duration.ofMillis(50));
        }
    }
}

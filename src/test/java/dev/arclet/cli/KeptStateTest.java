package dev.arclet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.config.Layer;
import dev.arclet.config.PipelineConfig;
import dev.arclet.kafka.ClientSettings;
import dev.arclet.kafka.Cluster;
import dev.arclet.kafka.TestKafka;
import dev.arclet.kafka.Topics;
import dev.arclet.scoring.TestBundles;
import dev.arclet.stream.LensService;
import dev.arclet.stream.StartRefusedException;
import dev.arclet.support.TestPackets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stream starts only where it can go on from what its application has kept in Kafka, and says otherwise what to do. */
@Timeout(60)
class KeptStateTest {
    private static final int SIZE = 16;

    @TempDir
    private static Path folder;

    private static TestKafka broker;
    private static ClientSettings client;

    private String name;
    private long sent;

    @BeforeAll
    static void startABrokerAndMakeModels() {
        broker = TestKafka.start();
        client = ClientSettings.of(broker.bootstrapServers());
        TestBundles.writeBothViews(folder, SIZE);
    }

    @AfterAll
    static void stopTheBroker() {
        broker.close();
    }

    @BeforeEach
    void nameTheApplication(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        sent = 0;
    }

    @Test
    void morePartitionsOfTheAlertsTopicAreTakenUpWhereAlertsAreRekeyed() throws Exception {
        create(2);
        run("object");

        increase(5);

        run("object");
    }

    @Test
    void morePartitionsOfTheAlertsTopicAreRefusedWhereTheStoresHaveThoseOfTheAlerts() throws Exception {
        create(2);
        run("alert");

        increase(3);

        String refusal = refusal("alert");
        assertTrue(
                refusal.contains("has 2 partitions, and " + name + "-alerts has 3, which must be the same"), refusal);
        assertTrue(refusal.contains("give another application"), refusal);
        assertTrue(refusal.contains("delete the topics " + name + "-*"), refusal);
    }

    @Test
    void aModelOfAnotherViewIsRefusedUnderTheSameApplication() throws Exception {
        create(1);
        run("object");

        String refusal = refusal("alert");

        assertTrue(
                refusal.contains(name + "-by-object-repartition, which a model that looks at single alerts"), refusal);
    }

    @Test
    void aStateOfANewerVersionIsRefusedByItsDescription() throws Exception {
        create(1);
        run("object");
        write(
                name + "-layout",
                "{\"state\": 7, \"program\": \"9.1\", \"rekeyed\": true, \"stores\": [\"sky\"], \"new\": 1}");

        String refusal = refusal("object");

        assertTrue(
                refusal.contains("version 7 of the state, by Arclet 9.1, has stores that are not known here [sky]"),
                refusal);
        assertTrue(refusal.contains("reads up to version 3. Either go back to Arclet 9.1 or later"), refusal);
        InProcess doctor = new InProcess();
        assertEquals(1, doctor.run(arguments("doctor", "object")), doctor.out());
        assertTrue(doctor.out().contains("version 7 of the state"), doctor.out());
    }

    @Test
    void aRecordOfAFormThatThisVersionDoesNotKnowIsRefusedByItsPlace() throws Exception {
        create(1);
        run("object");
        write(name + "-objects-changelog", "\u00c3 written by something else");

        String refusal = refusal("object");

        assertTrue(refusal.contains("the record at " + name + "-objects-changelog/0/"), refusal);
        assertTrue(refusal.contains("is of a form that this version of Arclet does not know"), refusal);
    }

    @Test
    void theDoctorSaysWhatIsKept() throws Exception {
        create(3);
        run("object");

        InProcess doctor = new InProcess();
        doctor.run(arguments("doctor", "object"));

        String line = doctor.out()
                .lines()
                .filter(found -> found.startsWith("state in Kafka"))
                .findFirst()
                .orElseThrow();
        assertTrue(line.contains(name + ": 3 partitions, version 3 by Arclet"), line);
    }

    /** Starts the stream, lets it score some alerts, and stops it. */
    private void run(String model) throws Exception {
        PipelineConfig config = config(model);
        StreamTopics.ensure(config, client, false);
        try (Pipeline pipeline = Pipeline.open(config);
                LensService service = pipeline.service(client, config.stateFolder())) {
            service.start();
            send(9);
            while (pipeline.ledger().counts().of("scored") < 9) {
                assertTrue(service.failure().isEmpty(), () -> service.failure().toString());
                service.awaitStopped(Duration.ofMillis(20));
            }
        }
    }

    private String refusal(String model) throws Exception {
        PipelineConfig config = config(model);
        try (Pipeline pipeline = Pipeline.open(config)) {
            return assertThrows(
                            StartRefusedException.class,
                            () -> pipeline.service(client, config.stateFolder()).close())
                    .getMessage();
        }
    }

    private PipelineConfig config(String model) throws Exception {
        return PipelineConfig.load(
                List.of(new Layer.File(PipelineOptions.DEFAULT_FILE), new Layer.Settings("test", settings(model))));
    }

    private Map<String, String> settings(String model) {
        return Map.of(
                "application",
                name,
                "alerts.topic",
                name + "-alerts",
                "stream.state",
                folder.resolve("state").toString(),
                "model",
                folder.resolve(model).toString(),
                "scoring.workers",
                "[{kind: local, threads: 1}]");
    }

    private String[] arguments(String command, String model) {
        List<String> arguments = new ArrayList<>(List.of(command, "--bootstrap", client.bootstrap()));
        settings(model).forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        return arguments.toArray(String[]::new);
    }

    private void create(int partitions) throws Exception {
        try (Admin admin = Cluster.connect(client, Duration.ofSeconds(10))) {
            Topics.ensure(admin, List.of(new NewTopic(name + "-alerts", partitions, (short) 1)));
        }
    }

    private void increase(int partitions) throws Exception {
        try (Admin admin = Cluster.connect(client, Duration.ofSeconds(10))) {
            admin.createPartitions(Map.of(name + "-alerts", NewPartitions.increaseTo(partitions)))
                    .all()
                    .get();
            Topics.require(admin, name + "-alerts");
        }
    }

    private void send(int alerts) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (int i = 0; i < alerts; i++) {
                sent++;
                producer.send(new ProducerRecord<>(name + "-alerts", TestPackets.alert(sent, 1 + sent / 3, "r")))
                        .get();
            }
        }
    }

    private static void write(String topic, String record) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            producer.send(new ProducerRecord<>(topic, 0, new byte[] {1}, record.getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }

    private static KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(client.producer(), new ByteArraySerializer(), new ByteArraySerializer());
    }
}

package dev.arclet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.config.Layer;
import dev.arclet.config.PipelineConfig;
import dev.arclet.kafka.ClientSettings;
import dev.arclet.kafka.Cluster;
import dev.arclet.kafka.TestKafka;
import dev.arclet.night.NightInput;
import dev.arclet.night.Pace;
import dev.arclet.night.Replay;
import dev.arclet.night.ReplayListener;
import dev.arclet.picture.View;
import dev.arclet.scoring.OnnxModels;
import dev.arclet.scoring.TestBundles;
import dev.arclet.sky.NightFile;
import dev.arclet.sky.NightPlan;
import dev.arclet.stream.DirectRoad.Ending;
import dev.arclet.stream.LensService;
import dev.arclet.stream.ScoreDigest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same night and model give the same scores, to the last bit, however the work is divided. */
@Timeout(120)
class ReprocessingTest {
    private static final int SIZE = 40;
    private static final List<String> CHANNELS = List.of("i", "r", "g");
    private static final NightPlan PLAN = new NightPlan(11, 8, 25, 0.3, true);

    @TempDir
    private static Path folder;

    private static TestKafka broker;
    private static Path night;

    @BeforeAll
    static void makeANight() throws Exception {
        broker = TestKafka.start();
        night = folder.resolve("night.avro");
        new NightFile(PLAN).write(night, 2, written -> {});
        TestBundles.write(
                folder.resolve("fp32"), View.OBJECT, CHANNELS, SIZE, OnnxModels.convolution(CHANNELS.size(), SIZE, 16));
        TestBundles.write(
                folder.resolve("int8"),
                View.OBJECT,
                CHANNELS,
                SIZE,
                OnnxModels.quantizedConvolution(CHANNELS.size(), SIZE, 16));
    }

    @AfterAll
    static void stopTheBroker() {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fp32", "int8"})
    void aNightGivesTheSameScoresWhateverThePartitionsThreadsWorkersAndBatches(String model) throws Exception {
        ScoreDigest byHand = withoutKafka(config(model, "direct", Map.of("scoring.batch.max", "5")));

        ScoreDigest narrow = withKafka(config(
                model,
                "narrow-" + model,
                Map.of(
                        "topics.partitions", "1",
                        "stream.threads", "1",
                        "scoring.batch.max", "1",
                        "scoring.inFlight", "1",
                        "scoring.workers", "[{kind: local, threads: 1}]")));
        ScoreDigest wide = withKafka(config(
                model,
                "wide-" + model,
                Map.of(
                        "stream.guarantee", "exactly_once_v2",
                        "topics.partitions", "5",
                        "stream.threads", "3",
                        "scoring.batch.max", "32",
                        "scoring.workers", "[{kind: local, threads: 2, count: 2}]")));

        assertEquals(PLAN.alerts(), byHand.records());
        assertEquals(byHand.toString(), narrow.toString());
        assertEquals(byHand.toString(), wide.toString());
    }

    private static PipelineConfig config(String model, String run, Map<String, String> more) throws Exception {
        Map<String, String> settings = new TreeMap<>(more);
        settings.putIfAbsent("scoring.workers", "[{kind: local, threads: 1}]");
        settings.put("model", folder.resolve(model).toString());
        settings.put("stream.state", folder.resolve("state-" + run).toString());
        return PipelineConfig.load(
                        List.of(new Layer.File(PipelineOptions.DEFAULT_FILE), new Layer.Settings("test", settings)))
                .forRun(run);
    }

    /** One alert after another, in the order of the file. */
    private static ScoreDigest withoutKafka(PipelineConfig config) throws Exception {
        ScoreDigest digest = new ScoreDigest();
        try (Pipeline pipeline = Pipeline.open(config);
                dev.arclet.night.AlertFiles files = dev.arclet.night.AlertFiles.open(List.of(night))) {
            var road = pipeline.directRoad(ending -> digest.add(((Ending.Outcome) ending).score()));
            while (files.hasNext()) {
                var packet = files.next();
                road.take(packet.origin(), packet.bytes());
            }
            road.finish();
            assertTrue(pipeline.ledger().counts().of("scored") > PLAN.alerts() / 2);
        }
        return digest;
    }

    private static ScoreDigest withKafka(PipelineConfig config) throws Exception {
        ClientSettings client = ClientSettings.of(broker.bootstrapServers());
        StreamTopics.ensure(config, client, true);
        try (Producer<byte[], byte[]> producer =
                        new KafkaProducer<>(client.producer(), new ByteArraySerializer(), new ByteArraySerializer());
                Pipeline pipeline = Pipeline.open(config)) {
            new Replay(producer, config.stream().alerts(), pipeline.decoder(), Pace.unpaced())
                    .byObject()
                    .run(NightInput.of(List.of(night)), 1, Optional.empty(), ReplayListener.none());
            try (LensService service = pipeline.service(client, config.stateFolder())) {
                service.start();
                awaitAnswers(pipeline, service);
            }
        }
        requireNothingIn(client, "lens-candidates");
        return ScoresReading.digest(config.stream().scores(), client);
    }

    private static void awaitAnswers(Pipeline pipeline, LensService service) throws InterruptedException {
        while (pipeline.ledger().counts().out() < PLAN.alerts()) {
            assertTrue(service.failure().isEmpty(), () -> service.failure().toString());
            service.awaitStopped(Duration.ofMillis(50));
        }
    }

    /** The live topic is not even there. */
    private static void requireNothingIn(ClientSettings client, String topic) throws Exception {
        try (Admin admin = Cluster.connect(client, Duration.ofSeconds(10))) {
            assertTrue(!admin.listTopics().names().get().contains(topic));
        }
    }
}

package dev.arclet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arclet.config.PipelineConfig;
import dev.arclet.kafka.ClientSettings;
import dev.arclet.kafka.TestKafka;
import dev.arclet.record.CandidatePicture;
import dev.arclet.record.Latency;
import dev.arclet.record.LensCandidate;
import dev.arclet.record.LensScore;
import dev.arclet.record.OutcomeKind;
import dev.arclet.record.TargetMatch;
import dev.arclet.stream.JsonRecords;
import dev.arclet.stream.PublishedRecords;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class WatchCommandTest {
    private static TestKafka broker;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private String scores;
    private String candidates;
    private String text;

    @BeforeAll
    static void start() {
        broker = TestKafka.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    /** As 'arclet run' makes them. */
    @BeforeEach
    void makeTopics(TestInfo test) throws Exception {
        String name = test.getTestMethod().orElseThrow().getName();
        scores = name + "-scores";
        candidates = name + "-candidates";
        text = name + "-text";
        Map<String, String> sets = Map.of(
                "alerts.topic",
                name + "-alerts",
                "output.scores",
                scores,
                "output.candidates",
                candidates,
                "output.deadLetters",
                name + "-letters",
                "output.topics",
                "[{topic: " + text + ", form: json, minScore: 0}]",
                "topics.partitions",
                "1",
                "topics.appendTime",
                "true");
        PipelineConfig config = PipelineConfig.load("topology/lsst.yaml", Map.of(), sets);
        StreamTopics.ensure(config, ClientSettings.of(broker.bootstrapServers()), true);
    }

    @Test
    void whatComesIsShownAndTheEndSaysHowLongItTookFromTheObservatoryToHere() throws Exception {
        send(candidates, candidate(score(1, "early", "r", 0.95f)));
        try (ArcletProcess watch = ArcletProcess.start(
                folder, List.of("watch", "--topic", candidates, "--bootstrap", broker.bootstrapServers()))) {
            watch.awaitOutput("from now; Ctrl-C ends it", 30);
            send(candidates, candidate(score(2, "second", "r", 0.95f)));
            send(candidates, candidate(score(3, "third", "i", 0.8125f)));
            watch.awaitOutput("third", 30);

            assertEquals(0, watch.stop(), watch::output);

            String output = watch.output();
            assertFalse(output.contains("early"), "it came before the watch began");
            assertTrue(
                    line(output, "third")
                            .matches(
                                    "\\d\\d:\\d\\d:\\d\\d\\.\\d{3}  third +i +150\\.00000 +2\\.00000 +0\\.8125 +0\\.2500  ir"
                                            + " +[\\d.]+ ms  known: Cosmic Ruler, 1\\.80\""),
                    output);
            assertTrue(output.contains("arclet: 2 shown of 2 in " + candidates), output);
            for (String part : List.of(
                    "sent-to-published",
                    "published-to-broker",
                    "broker-to-consumer",
                    "published-to-consumer",
                    "sent-to-consumer")) {
                assertTrue(line(output, part).matches(part + " +2 .*"), output);
            }
        }
    }

    @Test
    void optionsChooseAndAnOldRecordSaysNothingOfTheLatency() throws Exception {
        LensScore known = score(1, "one", "r", 0.9f);
        LensScore unknown = LensScore.newBuilder(score(2, "two", "r", 0.9f))
                .setMatches(List.of())
                .build();
        LensScore skipped = LensScore.newBuilder(score(3, "three", "r", 0.9f))
                .setOutcome(OutcomeKind.SKIPPED)
                .setReason("duplicate: alert 3 came before")
                .setScore(null)
                .setProbability(null)
                .build();
        List<LensScore> all = List.of(
                known,
                unknown,
                skipped,
                score(4, "four", "g", 0.9f),
                score(5, "five", "i", 0.5f),
                score(6, "six", "i", 0.9f));
        for (LensScore score : all) {
            send(scores, PublishedRecords.lensScores().serializer().serialize(scores, score));
        }

        assertEquals(
                0,
                run(
                        scores,
                        "--min-score",
                        "0.9",
                        "--band",
                        "r,i",
                        "--watch-list",
                        "known",
                        "--format",
                        "jsonl",
                        "--limit",
                        "2"));

        List<JsonNode> lines = json();
        assertEquals(
                List.of("one", "six"),
                lines.stream().map(line -> line.path("objectId").asText()).toList());
        assertEquals(0.9f, (float) lines.get(0).path("score").asDouble());
        assertEquals(scores, lines.get(0).path("kafka").path("topic").asText());
        assertTrue(lines.get(0).path("kafka").path("appended").asLong()
                <= lines.get(0).path("kafka").path("consumed").asLong());
        assertTrue(errors.toString().contains("arclet: 2 shown of 6 in " + scores), errors.toString());
        assertTrue(errors.toString().contains("2 had been published before the watch began"), errors.toString());
        assertFalse(errors.toString().contains("sent-to-consumer"), errors.toString());

        out.getBuffer().setLength(0);
        assertEquals(0, run(scores, "--limit", "6"));
        assertTrue(
                line(out.toString(), "three").endsWith("known: Cosmic Ruler, 1.80\"; duplicate: alert 3 came before"),
                out.toString());
    }

    @Test
    void aTopicOfJsonIsWatchedTooAndWhatIsNoScoreIsCounted() throws Exception {
        send(text, "not a score".getBytes(StandardCharsets.UTF_8));
        send(text, new byte[] {0, 0, 0, 2, (byte) 0xbd, 1, 2});
        send(text, JsonRecords.tree(score(1, "one", "r", 0.9f)).toString().getBytes(StandardCharsets.UTF_8));

        assertEquals(0, run(text, "--limit", "1"));

        assertTrue(line(out.toString(), " one ").contains("0.9000"), out.toString());
        assertTrue(
                errors.toString().contains(text + "/0/0 is passed over: it is neither a score nor a candidate"),
                errors.toString());
        assertTrue(
                errors.toString().contains("1 shown of 1 in " + text + "; 2 more could not be read"),
                errors.toString());
    }

    @Test
    void aTopicThatIsNotThereIsNamed() {
        assertEquals(1, run("nowhere"));
        assertTrue(
                errors.toString().contains("Kafka has no topic nowhere; create it, or correct the name"),
                errors.toString());
    }

    private int run(String topic, String... arguments) {
        List<String> call = new ArrayList<>(
                List.of("watch", "--topic", topic, "--from", "beginning", "--bootstrap", broker.bootstrapServers()));
        call.addAll(List.of(arguments));
        StopSignal signal = new StopSignal();
        int code = Arclet.commandLine(signal)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(errors))
                .execute(call.toArray(String[]::new));
        assertFalse(signal.isHeeded(), "a command that has ended leaves signals to the process");
        return code;
    }

    private List<JsonNode> json() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.toString().lines().toList()) {
            lines.add(mapper.readTree(line));
        }
        return lines;
    }

    private static String line(String output, String with) {
        return output.lines()
                .filter(line -> line.contains(with))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line with " + with + " in:\n" + output));
    }

    /** Sent 30 ms and published 5 ms ago. */
    private static LensScore score(long sourceId, String objectId, String band, float score) {
        long now = Instant.now().toEpochMilli() * 1_000;
        return LensScore.newBuilder()
                .setSurvey("lsst")
                .setSourceId(sourceId)
                .setObjectId(objectId)
                .setRa(150)
                .setDec(2)
                .setBand(band)
                .setVisit(1)
                .setMidpointMjdTai(61000)
                .setOutcome(OutcomeKind.SCORED)
                .setScore(score)
                .setProbability(0.25f)
                .setCandidate(true)
                .setChannels(List.of("i", "r"))
                .setLatency(new Latency(null, now - 30_000, null, null, null, null, null, now - 5_000))
                .setMatches(List.of(new TargetMatch("known", "Cosmic Ruler", 1.8)))
                .build();
    }

    private static byte[] candidate(LensScore score) {
        CandidatePicture picture = new CandidatePicture(List.of("i"), 1, 0.2, ByteBuffer.wrap(new byte[4]));
        return PublishedRecords.lensCandidates()
                .serializer()
                .serialize("candidates", new LensCandidate(score, picture, List.of()));
    }

    private static void send(String topic, byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }
}

package dev.arclet.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arclet.fuzz.Bombs;
import dev.arclet.picture.View;
import dev.arclet.record.LensCandidate;
import dev.arclet.record.LensScore;
import dev.arclet.record.OutcomeKind;
import dev.arclet.record.StampKind;
import dev.arclet.scoring.BatchSizes;
import dev.arclet.scoring.PictureBatch;
import dev.arclet.scoring.Worker;
import dev.arclet.scoring.WorkerException;
import dev.arclet.stream.OutputTopic.Form;
import dev.arclet.stream.StreamSettings.Guarantee;
import dev.arclet.stream.state.CutOut;
import dev.arclet.support.TestPackets;
import dev.arclet.support.TestRoad;
import dev.arclet.support.TestWorker;
import dev.arclet.watch.Target;
import dev.arclet.watch.WatchList;
import dev.arclet.watch.WatchLists;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of single alerts; batches and delivery are tested on a real broker. */
class LensTopologyTest {
    /** Where the test's alerts are: 150, 2. */
    private static final WatchLists KNOWN = new WatchLists(List.of(
            new WatchList("far", 3, List.of(new Target("elsewhere", 150.0, 2.1))),
            new WatchList(
                    "known",
                    3,
                    List.of(new Target("another", 150.0, 1.9994), new Target("Cosmic Ruler", 150.0, 2.0005)))));

    @TempDir
    private Path folder;

    private TestRoad road;
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> alerts;
    private TestOutputTopic<String, LensScore> scores;
    private TestOutputTopic<String, LensCandidate> candidates;
    private TestOutputTopic<String, byte[]> deadLetters;

    private void open(View view, float score) {
        open(view, new TestWorker("w0", score, Duration.ZERO));
    }

    private void open(View view, Worker worker) {
        open(view, worker, List.of(), WatchLists.NONE);
    }

    private void open(View view, Worker worker, List<OutputTopic> outputTopics, WatchLists watchLists) {
        open(view, worker, outputTopics, watchLists, Triage.NONE);
    }

    private void open(View view, Worker worker, List<OutputTopic> outputTopics, WatchLists watchLists, Triage triage) {
        road = new TestRoad(
                folder,
                view,
                TestRoad.settings("arclet-test", Guarantee.AT_LEAST_ONCE, Duration.ofSeconds(2), triage),
                List.of(worker));
        Properties client = new Properties();
        client.put("bootstrap.servers", "unused:9092");
        driver = new TopologyTestDriver(
                road.topology(outputTopics, watchLists).build(),
                StreamsProperties.of(
                        road.settings(), client, folder.resolve("state").toString(), road.ledger()));
        alerts = driver.createInputTopic(TestRoad.ALERTS, new ByteArraySerializer(), new ByteArraySerializer());
        scores = driver.createOutputTopic(
                TestRoad.SCORES,
                new StringDeserializer(),
                PublishedRecords.lensScores().deserializer());
        candidates = driver.createOutputTopic(
                TestRoad.CANDIDATES,
                new StringDeserializer(),
                PublishedRecords.lensCandidates().deserializer());
        deadLetters =
                driver.createOutputTopic(TestRoad.DEAD_LETTERS, new StringDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void close() {
        driver.close();
        road.close();
    }

    @Test
    void anAlertIsScoredUnderItsObjectsIdWithItsOwnTimeAndHeaders() throws Exception {
        open(View.OBJECT, 0.25f);
        Headers headers = new RecordHeaders().add("producer_timestamp", bytes("1795000000123.5"));
        alerts.pipeInput(new TestRecord<>(null, TestPackets.alert(11, 7, "r"), headers, 1795000000200L));

        TestRecord<String, LensScore> record = awaitScore();

        assertEquals("7", record.key());
        assertEquals(1795000000200L, record.timestamp());
        assertEquals("1795000000123.5", text(record.headers(), "producer_timestamp"));
        LensScore score = record.value();
        assertEquals(11, score.getSourceId());
        assertEquals("7", score.getObjectId());
        assertEquals(OutcomeKind.SCORED, score.getOutcome());
        assertEquals(0.25f, score.getScore());
        assertEquals(List.of("r"), score.getChannels());
        assertEquals("test-model", score.getModel());
        assertEquals("w0", score.getWorker());
        assertNull(score.getReason());
        assertTrue(candidates.isEmpty(), "a score below the threshold is no candidate");
    }

    @Test
    void everyMarkOfAScoredAlertIsThereAndTheyFollowEachOther() throws Exception {
        open(View.OBJECT, 0.25f);
        long sent = (System.currentTimeMillis() - 50) * 1000;
        Headers headers = new RecordHeaders().add("producer_timestamp", bytes(sent / 1000 + "." + "25"));
        alerts.pipeInput(new TestRecord<>(null, TestPackets.alert(11, 7, "r"), headers, 0L));

        var latency = awaitScore().value().getLatency();

        assertEquals(sent + 250, latency.getSent());
        List<Long> marks = List.of(
                latency.getSent(),
                latency.getReceived(),
                latency.getDecoded(),
                latency.getQueued(),
                latency.getDispatched(),
                latency.getInferred(),
                latency.getPublished());
        assertEquals(marks.stream().sorted().toList(), marks);
        assertNotNull(latency.getObserved());
    }

    @Test
    void aScoreOverTheThresholdIsACandidateWithItsPictures() throws Exception {
        open(View.OBJECT, 0.9f);
        alerts.pipeInput(TestPackets.alert(11, 7, "r"));
        awaitScore();
        alerts.pipeInput(TestPackets.alert(12, 7, "g"));
        awaitScore();

        List<LensCandidate> found = candidates.readValuesToList();

        assertEquals(2, found.size());
        LensCandidate second = found.get(1);
        assertTrue(second.getScore().getCandidate());
        assertEquals(3 * 16 * 16 * Float.BYTES, second.getPicture().getPixels().remaining());
        assertEquals(
                List.of("SCIENCE g", "TEMPLATE g", "DIFFERENCE g", "TEMPLATE r"),
                second.getStamps().stream()
                        .map(stamp -> stamp.getKind() + " " + stamp.getBand())
                        .toList());
        assertEquals(StampKind.SCIENCE, second.getStamps().get(0).getKind());
    }

    @Test
    void anAlertSentAgainIsSkipped() throws Exception {
        open(View.OBJECT, 0.25f);
        alerts.pipeInput(TestPackets.alert(11, 7, "r"));
        awaitScore();
        alerts.pipeInput(TestPackets.alert(11, 7, "r"));

        LensScore again = awaitScore().value();

        assertEquals(OutcomeKind.SKIPPED, again.getOutcome());
        assertTrue(again.getReason().startsWith("duplicate"), again.getReason());
        assertNull(again.getScore());
    }

    @Test
    void anAlertOfTheSolarSystemIsSkippedUnderItsId() throws Exception {
        open(View.OBJECT, 0.25f);
        alerts.pipeInput(TestPackets.solarSystem(11, 88));

        TestRecord<String, LensScore> record = awaitScore();

        assertEquals("88", record.key());
        assertEquals(OutcomeKind.SKIPPED, record.value().getOutcome());
        assertEquals("solar_system: object 88", record.value().getReason());
    }

    @Test
    void anAlertWithoutCutoutsIsUnscorable() throws Exception {
        open(View.OBJECT, 0.25f);
        alerts.pipeInput(TestPackets.withoutCutouts(11, 7));

        LensScore score = awaitScore().value();

        assertEquals(OutcomeKind.UNSCORABLE, score.getOutcome());
        assertTrue(score.getReason().startsWith("empty_picture"), score.getReason());
    }

    @Test
    void aModelThatLooksAtAlertsNeedsNoObject() throws Exception {
        open(View.ALERT, 0.25f);
        alerts.pipeInput(TestPackets.alert(11, 0, "r"));

        TestRecord<String, LensScore> record = awaitScore();

        assertEquals("11", record.key(), "the alert's own id, where it has no object");
        assertEquals(OutcomeKind.SCORED, record.value().getOutcome());
        assertEquals(
                List.of("template", "science", "difference"), record.value().getChannels());
    }

    @Test
    void whatIsNoAlertBecomesADeadLetterWithItsBytesAndTheReason() {
        open(View.OBJECT, 0.25f);
        byte[] junk = bytes("not an alert");
        alerts.pipeInput(junk);

        TestRecord<String, byte[]> dead = deadLetters.readRecord();

        assertEquals("not an alert", new String(dead.value(), StandardCharsets.UTF_8));
        assertEquals(TestRoad.ALERTS, text(dead.headers(), "__streams.errors.topic"));
        assertEquals("0", text(dead.headers(), "__streams.errors.offset"));
        assertEquals("framing", text(dead.headers(), "arclet.reason"));
        assertTrue(scores.isEmpty());
        assertEquals(1, road.ledger().counts().of("dead"));
    }

    @Test
    void bombsEndAsDeadLettersAndTheAlertBehindThemIsScored() throws Exception {
        open(View.OBJECT, 0.25f);
        for (Bombs.Bomb bomb : Bombs.all()) {
            alerts.pipeInput(bomb.packet());

            DeadLetter letter = letter(deadLetters.readRecord());
            assertTrue(letter.message().contains(bomb.part()), bomb + ": " + letter.message());
        }
        alerts.pipeInput(TestPackets.alert(11, 7, "r"));

        assertEquals(11, awaitScore().value().getSourceId());
        assertEquals(Bombs.all().size(), road.ledger().counts().of("dead"));
    }

    @Test
    void anAlertWhoseCutoutIsNoImageBecomesADeadLetterThatNamesIt() {
        open(View.OBJECT, 0.25f);
        alerts.pipeInput(TestPackets.withCutouts(11, 7, bytes("\u00ff\u00d8JFIF")));

        DeadLetter letter = letter(deadLetters.readRecord());

        assertTrue(letter.message().contains("of alert 11"), letter.message());
        assertEquals(11, letter.alert().orElseThrow().sourceId());
        assertEquals(61000.0 + 11 / 86400.0, letter.alert().orElseThrow().midpointMjdTai());
    }

    @Test
    void anAlertWhosePictureWasRejectedIsNoDuplicateWhenItIsSentAgain() throws Exception {
        PickyWorker worker = new PickyWorker();
        open(View.OBJECT, worker);
        alerts.pipeInput(TestPackets.alert(10, 6, "r"));
        awaitScore();
        alerts.pipeInput(TestPackets.alert(11, 7, "r"));
        while (deadLetters.isEmpty()) {
            driver.advanceWallClockTime(Duration.ofMillis(5));
            Thread.sleep(1);
        }
        DeadLetter letter = letter(deadLetters.readRecord());
        assertEquals("picture_rejected", letter.reason());
        assertFalse(letter.isWhole());
        assertEquals(11, letter.alert().orElseThrow().sourceId());
        assertEquals(Optional.of(new DeadLetter.Place(TestRoad.ALERTS, 0, 1)), letter.origin());

        worker.isPicky = false;
        alerts.pipeInput(TestPackets.alert(11, 7, "r"));

        assertEquals(OutcomeKind.SCORED, awaitScore().value().getOutcome());
        assertEquals(1, road.ledger().counts().of("dead"));
    }

    private static DeadLetter letter(TestRecord<String, byte[]> record) {
        return new DeadLetter(new ConsumerRecord<>(
                TestRoad.DEAD_LETTERS,
                0,
                0,
                record.timestamp(),
                TimestampType.CREATE_TIME,
                0,
                0,
                record.key() == null ? null : bytes(record.key()),
                record.value(),
                record.headers(),
                Optional.empty()));
    }

    @Test
    void aScoreAtATargetOfAWatchListNamesItWhateverTheOutcome() throws Exception {
        open(View.OBJECT, new TestWorker("w0", 0.25f, Duration.ZERO), List.of(), KNOWN);
        alerts.pipeInput(TestPackets.alert(11, 7, "r"));
        LensScore scored = awaitScore().value();
        alerts.pipeInput(TestPackets.alert(11, 7, "r"));
        LensScore skipped = awaitScore().value();

        for (LensScore score : List.of(scored, skipped)) {
            assertEquals(1, score.getMatches().size(), "of each list the nearest, none where none is near");
            assertEquals("known", score.getMatches().get(0).getList());
            assertEquals("Cosmic Ruler", score.getMatches().get(0).getTarget());
            assertEquals(1.8, score.getMatches().get(0).getSeparation(), 1e-6);
        }
    }

    @Test
    void eachOutputTopicGetsTheScoresThatItSelectsInItsOwnForm() throws Exception {
        OutputTopic pictures = new OutputTopic("pictures", Form.CANDIDATE, atLeast(0.2, Set.of("known"), Set.of()));
        OutputTopic news = new OutputTopic("news", Form.SCORE, atLeast(0.2, Set.of(), Set.of("known")));
        OutputTopic text = new OutputTopic("text", Form.JSON, atLeast(0, Set.of(), Set.of()));
        OutputTopic best = new OutputTopic("best", Form.SCORE, Selection.CANDIDATES);
        open(View.OBJECT, new TestWorker("w0", 0.25f, Duration.ZERO), List.of(pictures, news, text, best), KNOWN);
        Headers headers = new RecordHeaders().add("producer_timestamp", bytes("1795000000123.5"));
        alerts.pipeInput(new TestRecord<>(null, TestPackets.alert(11, 7, "r"), headers, 1795000000200L));
        LensScore score = awaitScore().value();
        alerts.pipeInput(TestPackets.alert(11, 7, "r"));
        awaitScore();

        TestRecord<String, LensCandidate> picture = output(
                        "pictures", PublishedRecords.lensCandidates().deserializer())
                .readRecord();
        List<TestRecord<String, byte[]>> json =
                output("text", new ByteArrayDeserializer()).readRecordsToList();

        assertEquals("7", picture.key());
        assertEquals(1795000000200L, picture.timestamp());
        assertEquals("1795000000123.5", text(picture.headers(), "producer_timestamp"));
        assertEquals(score, picture.value().getScore());
        assertEquals(
                3 * 16 * 16 * Float.BYTES,
                picture.value().getPicture().getPixels().remaining());
        assertEquals(1, json.size(), "what was skipped has no score to select by");
        JsonNode tree = new ObjectMapper().readTree(json.get(0).value());
        assertEquals(11, tree.path("sourceId").asLong());
        assertEquals("7", tree.path("objectId").asText());
        assertEquals(0.25, tree.path("score").asDouble());
        assertTrue(tree.path("reason").isNull());
        assertEquals("[\"r\"]", tree.path("channels").toString());
        assertEquals("Cosmic Ruler", tree.path("matches").path(0).path("target").asText());
        assertEquals(
                score.getLatency().getPublished(),
                tree.path("latency").path("published").asLong());
        assertTrue(output("news", new ByteArrayDeserializer()).isEmpty(), "it is known");
        assertTrue(output("best", new ByteArrayDeserializer()).isEmpty(), "it is under the model's threshold");
        assertEquals(2, road.ledger().counts().out(), "the ledger counts alerts, not copies of their scores");
    }

    private static Selection atLeast(double score, Set<String> onLists, Set<String> offLists) {
        return new Selection(Optional.of(score), Optional.empty(), Set.of(), List.of(), onLists, offLists);
    }

    private <T> TestOutputTopic<String, T> output(String topic, Deserializer<T> deserializer) {
        return driver.createOutputTopic(topic, new StringDeserializer(), deserializer);
    }

    /** Scores the first picture that it sees and fails of every other, until it is told not to. */
    private static final class PickyWorker implements Worker {
        private volatile boolean isPicky = true;
        private Optional<float[]> liked = Optional.empty();

        @Override
        public String name() {
            return "picky";
        }

        @Override
        public BatchSizes batchSizes() {
            return BatchSizes.upTo(8);
        }

        @Override
        public void score(PictureBatch batch, float[] scores) throws WorkerException {
            for (int i = 0; i < batch.size(); i++) {
                float[] picture = batch.picture(i);
                liked = liked.or(() -> Optional.of(picture));
                if (isPicky && liked.get() != picture) {
                    throw new WorkerException("does not like what it sees");
                }
                scores[i] = 0.25f;
            }
        }

        @Override
        public void close() {}
    }

    @Test
    void theLedgerClosesOverAllKindsOfEndings() throws Exception {
        open(View.OBJECT, 0.9f);
        alerts.pipeInput(TestPackets.alert(1, 7, "r"));
        awaitScore();
        alerts.pipeInput(TestPackets.alert(1, 7, "r"));
        awaitScore();
        alerts.pipeInput(TestPackets.solarSystem(2, 88));
        awaitScore();
        alerts.pipeInput(TestPackets.withoutCutouts(3, 9));
        awaitScore();
        alerts.pipeInput(bytes("junk"));

        Ledger.Counts counts = road.ledger().counts();

        assertEquals(5, counts.in());
        assertEquals(counts.in(), counts.out());
        assertEquals(1, counts.of("scored"));
        assertEquals(2, counts.of("skipped"));
        assertEquals(1, counts.of("unscorable"));
        assertEquals(1, counts.of("dead"));
        assertEquals(1, counts.candidates());
        assertEquals(0, counts.inFlight());
    }

    /** Scores come from the pool's threads, and are published by a punctuation. */
    private void openWithTriage() {
        open(
                View.OBJECT,
                new TestWorker("w0", 0.25f, Duration.ZERO),
                List.of(),
                WatchLists.NONE,
                new Triage(
                        List.of(Condition.parse("snr >= 20")), Optional.of(Duration.ofMinutes(10)), Optional.empty()));
    }

    private static Headers sentAgo(Duration age) {
        return new RecordHeaders()
                .add("producer_timestamp", bytes(Long.toString(System.currentTimeMillis() - age.toMillis())));
    }

    @Test
    void anAlertThatIsTooOldIsShedWithARecordAndOneThatGoesFirstIsScoredAllTheSame() throws Exception {
        openWithTriage();
        alerts.pipeInput(new TestRecord<>(null, TestPackets.withSnr(11, 7, 12), sentAgo(Duration.ofMinutes(11)), 0L));
        TestRecord<String, LensScore> shed = awaitScore();
        alerts.pipeInput(new TestRecord<>(null, TestPackets.withSnr(12, 7, 25), sentAgo(Duration.ofMinutes(11)), 0L));
        TestRecord<String, LensScore> first = awaitScore();

        assertEquals("7", shed.key());
        assertEquals(OutcomeKind.SKIPPED, shed.value().getOutcome());
        assertTrue(shed.value().getReason().matches("shed: it was sent 66\\d s ago, and 600 s are allowed"));
        assertEquals(OutcomeKind.SCORED, first.value().getOutcome());
        assertEquals("1", text(first.headers(), Triage.FIRST_HEADER));
        Ledger.Counts counts = road.ledger().counts();
        assertEquals(1, counts.outcomes().get("skipped: shed"));
        assertEquals(counts.in(), counts.out());
    }

    /** Its stamps are not read, and it is no dead letter for what they are. */
    @Test
    void anAlertIsShedBeforeItsStampsAreLookedAt() throws Exception {
        openWithTriage();
        byte[] packet = TestPackets.withCutouts(11, 7, bytes("no image"));
        alerts.pipeInput(new TestRecord<>(null, packet, sentAgo(Duration.ofMinutes(11)), 0L));

        assertEquals(OutcomeKind.SKIPPED, awaitScore().value().getOutcome());
        assertTrue(deadLetters.isEmpty());
    }

    @Test
    void anAlertThatHasBecomeTooOldInTheReKeyTopicIsShedThere() throws Exception {
        openWithTriage();
        TestInputTopic<String, CutOut> rekeyed = driver.createInputTopic(
                "arclet-test-by-object-repartition",
                new StringSerializer(),
                StateSerdes.cutOuts().serializer());
        long longAgo =
                System.currentTimeMillis() * 1000 - Duration.ofMinutes(11).toNanos() / 1000;
        CutOut alert = CutOut.newBuilder(TestAlert.cutOut(8001, "i", 17, 2.5f))
                .setMarks(List.of(longAgo, longAgo))
                .build();
        rekeyed.pipeInput("7", alert);
        rekeyed.pipeInput(new TestRecord<>(
                "7", alert, new RecordHeaders().add(Triage.FIRST_HEADER, bytes("1")), Instant.ofEpochMilli(5)));

        LensScore shed = awaitScore().value();
        assertTrue(shed.getReason().startsWith("shed:"), shed.getReason());
        assertEquals(OutcomeKind.SCORED, awaitScore().value().getOutcome());
    }

    @Test
    void aDeadLetterThatIsSentAgainIsScoredHoweverOldItIs() throws Exception {
        openWithTriage();
        Headers headers = sentAgo(Duration.ofDays(3)).add(DeadLetter.REPLAYED_HEADER, bytes("alerts-0@5"));
        alerts.pipeInput(new TestRecord<>(null, TestPackets.alert(11, 7, "r"), headers, 0L));

        assertEquals(OutcomeKind.SCORED, awaitScore().value().getOutcome());
    }

    @Test
    void anObjectWithoutAlertsForLongIsForgottenAndCounted() throws Exception {
        open(View.OBJECT, 0.25f);
        alerts.pipeInput(null, TestPackets.alert(11, 7, "r"));
        awaitScore();
        assertEquals(1, driver.getKeyValueStore("objects").approximateNumEntries());

        road.advance(Duration.ofDays(402));
        driver.advanceWallClockTime(ObjectSweep.EVERY);

        assertEquals(0, driver.getKeyValueStore("objects").approximateNumEntries());
        assertEquals(
                1,
                road.meters().get("arclet.objects.forgotten").functionCounter().count());
    }

    private TestRecord<String, LensScore> awaitScore() throws InterruptedException {
        Instant end = Instant.now().plusSeconds(10);
        while (scores.isEmpty()) {
            assertTrue(Instant.now().isBefore(end), "no score within 10 s");
            driver.advanceWallClockTime(road.settings().publishEvery());
            Thread.sleep(1);
        }
        return scores.readRecord();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}

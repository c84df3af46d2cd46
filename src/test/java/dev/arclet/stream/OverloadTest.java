package dev.arclet.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.kafka.ClientSettings;
import dev.arclet.kafka.TestKafka;
import dev.arclet.kafka.Topics;
import dev.arclet.picture.View;
import dev.arclet.record.LensScore;
import dev.arclet.record.OutcomeKind;
import dev.arclet.scoring.BatchSizes;
import dev.arclet.scoring.PictureBatch;
import dev.arclet.scoring.Worker;
import dev.arclet.stream.StreamSettings.Guarantee;
import dev.arclet.support.AlertFeed;
import dev.arclet.support.ScoresTopic;
import dev.arclet.support.TestPackets;
import dev.arclet.support.TestRoad;
import dev.arclet.support.TestWorker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** More alerts than the workers can score, on a real broker. */
@Timeout(120)
class OverloadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private TestKafka broker;
    private ClientSettings client;

    @BeforeEach
    void startBroker() throws InterruptedException {
        broker = TestKafka.start();
        client = ClientSettings.of(broker.bootstrapServers());
        try (Admin admin = Admin.create(client.admin())) {
            Topics.ensure(
                    admin,
                    Stream.of(TestRoad.ALERTS, TestRoad.SCORES, TestRoad.CANDIDATES, TestRoad.DEAD_LETTERS)
                            .map(name -> new NewTopic(name, 2, (short) 1))
                            .toList());
        }
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    /** Alerts with even ids were sent an hour ago. */
    @ParameterizedTest
    @EnumSource
    void everyAlertEndsScoredOrShedAndTheLedgerClosesOverAStopInMidStream(Guarantee guarantee) throws Exception {
        int alerts = 300;
        Triage triage = new Triage(List.of(), Optional.of(Duration.ofMinutes(10)), Optional.empty());
        StreamSettings settings = TestRoad.settings("arclet-test", guarantee, PATIENCE, triage);
        Ledger.Counts before;
        // Slow enough for some to be in flight still when the stream has come to its end.
        try (TestRoad road = road(View.OBJECT, settings, workerThatTakes(Duration.ofSeconds(1)))) {
            try (LensService service = start(road)) {
                assertTrue(service.awaitRunning(PATIENCE));
                sendEverySecondOld(alerts);
                await(() -> road.ledger().counts().inFlight() > 20);
            }
            before = road.ledger().counts();
        }
        try (TestRoad road = road(View.OBJECT, settings, workerThatTakes(Duration.ZERO));
                LensService service = start(road);
                FlowMonitor monitor = road.watch(service, client);
                ScoresTopic scores = new ScoresTopic(broker.bootstrapServers(), TestRoad.SCORES)) {
            scores.await(seen -> ScoresTopic.ids(seen).size() == alerts, PATIENCE);
            List<LensScore> answered = scores.readOn(Duration.ofSeconds(1));
            Ledger.Counts after = road.ledger().counts();

            assertEquals(AlertFeed.ids(alerts), ScoresTopic.ids(answered));
            for (LensScore score : answered) {
                assertEquals(score.getSourceId() % 2 == 0, isShed(score), score::toString);
            }
            assertTrue(before.kept() > 0, "alerts were in flight at the stop");
            assertTrue(before.outcomes().getOrDefault("skipped: shed", 0L) > 0, "some were shed before the stop");
            assertEquals(before.in() + after.in() + after.resumed() - before.kept(), before.out() + after.out());
            if (guarantee == Guarantee.EXACTLY_ONCE) {
                assertEquals(alerts, answered.size(), "each ended once");
            }
            // The ends of the topics are markers of transactions, which nobody takes up.
            await(() -> monitor.seen().flow().equals(new Flow.KeepingUp(0)));
        }
    }

    private void sendEverySecondOld(int alerts) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client.producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int id = 1; id <= alerts; id++) {
                long sent = System.currentTimeMillis()
                        - (id % 2 == 0 ? Duration.ofHours(1).toMillis() : 0);
                ProducerRecord<byte[], byte[]> record =
                        new ProducerRecord<>(TestRoad.ALERTS, id / 2 % 2, null, TestPackets.withSnr(id, id, 10));
                record.headers().add(SentTime.HEADER, Long.toString(sent).getBytes(StandardCharsets.US_ASCII));
                Future<RecordMetadata> unused = producer.send(record);
            }
            producer.flush();
        }
    }

    @Test
    void aStreamWhoseWorkerIsDeadIsStuckAndSaysWhichAlertWaitsForWhom() throws Exception {
        TestWorker worker = new TestWorker("gpu-7", 0.25f, Duration.ZERO);
        worker.failWith("the card fell off the bus");
        StreamSettings settings = TestRoad.settings("arclet-test", Guarantee.AT_LEAST_ONCE, PATIENCE);
        try (TestRoad road = road(View.ALERT, settings, worker);
                LensService service = start(road);
                FlowMonitor monitor = impatientMonitor(road, service);
                AlertFeed feed = AlertFeed.start(broker.bootstrapServers(), TestRoad.ALERTS, 300, 1000)) {
            feed.awaitSent();
            await(() -> monitor.seen().flow() instanceof Flow.Stuck stuck
                    && stuck.behind() == 300
                    && stuck.text().contains("out of service"));

            String text = monitor.seen().flow().text();
            assertTrue(text.matches("stuck: no alert has ended for \\d+ s though 300 wait; .*"), text);
            assertTrue(text.matches(".*the oldest is alert \\d+ \\(alerts partition [01] offset 0\\), .*"), text);
            assertTrue(text.contains("worker gpu-7 is out of service since"), text);
            assertTrue(text.contains("the card fell off the bus"), text);

            worker.failWith(null);

            await(() -> monitor.seen().flow().equals(new Flow.KeepingUp(0)));
            assertEquals(300, ended(road));
        }
    }

    /** Two partitions, and a worker that is held up until all pictures wait: 60 faint ones in one, and behind them those of the other. */
    @Test
    void anAlertThatGoesFirstOvertakesOtherPartitionsAndTheOrderOfItsOwnStays() throws Exception {
        Triage triage = new Triage(List.of(Condition.parse("snr >= 20")), Optional.empty(), Optional.empty());
        List<LensScore> published = scoredWith(triage);

        LensScore bright = byId(published).get(2009L);
        long overtaken = published.stream()
                .filter(score -> score.getSourceId() < 2000)
                .filter(score -> dispatched(score) > dispatched(bright))
                .count();
        assertTrue(overtaken > 40, overtaken + " of 60 were overtaken");
        assertEquals(
                LongStream.rangeClosed(2001, 2010).boxed().toList(),
                published.stream()
                        .map(LensScore::getSourceId)
                        .filter(id -> id > 2000)
                        .toList());
    }

    /** The control. */
    @Test
    void withoutARuleTheSameAlertWaitsForAllThatCameBefore() throws Exception {
        List<LensScore> published = scoredWith(Triage.NONE);

        LensScore bright = byId(published).get(2009L);
        assertTrue(published.stream()
                .filter(score -> score.getSourceId() < 2000)
                .allMatch(score -> dispatched(score) <= dispatched(bright)));
    }

    private List<LensScore> scoredWith(Triage triage) throws Exception {
        HeldUpWorker worker = new HeldUpWorker();
        StreamSettings settings = TestRoad.settings("arclet-test", Guarantee.AT_LEAST_ONCE, PATIENCE, triage);
        try (TestRoad road = road(View.ALERT, settings, worker);
                LensService service = start(road);
                ScoresTopic scores = new ScoresTopic(broker.bootstrapServers(), TestRoad.SCORES)) {
            assertTrue(service.awaitRunning(PATIENCE));
            try (KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(client.producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
                for (int id = 1001; id <= 1060; id++) {
                    send(producer, 0, TestPackets.withSnr(id, 1, 10));
                }
                await(() -> road.ledger().counts().inFlight() == 60);
                for (int id = 2001; id <= 2010; id++) {
                    send(producer, 1, TestPackets.withSnr(id, 2, id == 2009 ? 30 : 10));
                }
                await(() -> road.ledger().counts().inFlight() == 70);
            }
            worker.letGo.countDown();
            return scores.await(seen -> seen.size() == 70, PATIENCE);
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, int partition, byte[] packet) throws Exception {
        producer.send(new ProducerRecord<>(TestRoad.ALERTS, partition, null, packet))
                .get(30, TimeUnit.SECONDS);
    }

    private static final class HeldUpWorker implements Worker {
        private final CountDownLatch letGo = new CountDownLatch(1);

        @Override
        public String name() {
            return "held-up";
        }

        @Override
        public BatchSizes batchSizes() {
            return BatchSizes.upTo(4);
        }

        @Override
        public void score(PictureBatch batch, float[] scores) {
            try {
                letGo.await();
                Thread.sleep(2);
                Arrays.fill(scores, 0, batch.size(), 0.25f);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            letGo.countDown();
        }
    }

    private static long dispatched(LensScore score) {
        return score.getLatency().getDispatched();
    }

    private static Map<Long, LensScore> byId(List<LensScore> scores) {
        return scores.stream().collect(Collectors.toMap(LensScore::getSourceId, Function.identity()));
    }

    private static boolean isShed(LensScore score) {
        return score.getOutcome() == OutcomeKind.SKIPPED && score.getReason().startsWith("shed:");
    }

    private static long ended(TestRoad road) {
        return road.ledger().counts().out();
    }

    private static TestWorker workerThatTakes(Duration time) {
        return new TestWorker("w0", 0.25f, time);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not within " + PATIENCE);
            Thread.sleep(20);
        }
    }

    private TestRoad road(View view, StreamSettings settings, Worker worker) {
        return new TestRoad(folder, view, settings, List.of(worker));
    }

    private LensService start(TestRoad road) {
        Properties settings = StreamsProperties.of(
                road.settings(), client.streams(), folder.resolve("state").toString(), road.ledger());
        LensService service = new LensService(road.topology(), settings);
        service.start();
        return service;
    }

    private FlowMonitor impatientMonitor(TestRoad road, LensService service) {
        return FlowMonitor.start(
                service,
                road.settings(),
                road.ledger(),
                road.pool(),
                road.clock(),
                client.admin(),
                client.consumer(),
                new FlowJudge(Duration.ofSeconds(1)));
    }
}

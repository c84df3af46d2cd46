package dev.arclet.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.kafka.ClientSettings;
import dev.arclet.kafka.TestKafka;
import dev.arclet.kafka.Topics;
import dev.arclet.picture.View;
import dev.arclet.record.LensScore;
import dev.arclet.record.OutcomeKind;
import dev.arclet.stream.StreamSettings.Guarantee;
import dev.arclet.support.AlertFeed;
import dev.arclet.support.ScoresTopic;
import dev.arclet.support.TestRoad;
import dev.arclet.support.TestWorker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the in-flight store is for: stops and worker deaths while pictures are with the pool, on a real broker. */
@Timeout(120)
class InFlightDeliveryTest {
    private static final int ALERTS = 120;
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

    @ParameterizedTest
    @EnumSource(Guarantee.class)
    void whatIsInFlightAtAStopIsScoredAfterTheNextStart(Guarantee guarantee) throws Exception {
        List<LensScore> answered = answeredAfterAStop(guarantee, LensTopology::build);

        assertEquals(AlertFeed.ids(ALERTS), ScoresTopic.ids(answered));
        if (guarantee == Guarantee.EXACTLY_ONCE) {
            assertEquals(ALERTS, answered.size());
        }
    }

    /** The negative control: the same run must lose alerts when the store is not there, or the test above shows nothing. */
    @Test
    void withoutTheInFlightStoreTheSameStopLosesAlerts() throws Exception {
        List<LensScore> answered = answeredAfterAStop(
                Guarantee.AT_LEAST_ONCE, topology -> topology.build(store -> new ForgetfulInFlightLog()));

        assertTrue(answered.size() < ALERTS, "all " + ALERTS + " alerts were answered without the store");
    }

    @Test
    void theLedgerClosesOverAStopWithAlertsInFlight() throws Exception {
        TestWorker slow = new TestWorker("slow", 0.25f, Duration.ofMillis(200));
        try (TestRoad road = road(Guarantee.AT_LEAST_ONCE, slow)) {
            stopWithAlertsInFlight(road, LensTopology::build);

            Ledger.Counts counts = road.ledger().counts();

            assertTrue(counts.kept() > 0, "alerts were in flight");
            assertEquals(0, counts.inFlight());
            assertEquals(counts.in() + counts.resumed(), counts.out() + counts.kept() + counts.underWay());
        }
    }

    /** A model that looks at other channels after a restart must not make the stream unable to start. */
    @Test
    void whatWasInFlightUnderAnotherModelIsAnsweredToo() throws Exception {
        TestWorker slow = new TestWorker("slow", 0.25f, Duration.ofMillis(200));
        try (TestRoad road = road(Guarantee.AT_LEAST_ONCE, slow)) {
            stopWithAlertsInFlight(road, LensTopology::build);
        }
        TestWorker quick = new TestWorker("quick", 0.25f, Duration.ZERO);
        StreamSettings settings = TestRoad.settings("arclet-test", Guarantee.AT_LEAST_ONCE);
        try (TestRoad road = new TestRoad(folder, View.OBJECT, List.of("u", "z"), settings, List.of(quick))) {
            List<LensScore> answered = answered(road, LensTopology::build);

            assertEquals(AlertFeed.ids(ALERTS), ScoresTopic.ids(answered));
            assertTrue(answered.stream().anyMatch(score -> score.getOutcome() == OutcomeKind.UNSCORABLE));
        }
    }

    @ParameterizedTest
    @EnumSource(Guarantee.class)
    void alertsWaitWhileTheirOnlyWorkerIsDeadAndAreScoredWhenItIsBack(Guarantee guarantee) throws Exception {
        TestWorker worker = new TestWorker("w0", 0.25f, Duration.ZERO);
        worker.failWith("the card fell off the bus");
        StreamSettings patient = TestRoad.settings("arclet-test", guarantee, Duration.ofSeconds(60));
        try (TestRoad road = new TestRoad(folder, View.OBJECT, patient, List.of(worker));
                LensService service = start(road, LensTopology::build);
                AlertFeed feed = AlertFeed.start(broker.bootstrapServers(), TestRoad.ALERTS, ALERTS, 1000);
                ScoresTopic scores = new ScoresTopic(broker.bootstrapServers(), TestRoad.SCORES)) {
            feed.awaitSent();
            assertEquals(0, scores.readOn(Duration.ofSeconds(1)).size());
            worker.failWith(null);

            List<LensScore> seen = scores.await(list -> list.size() >= ALERTS, PATIENCE);

            assertEquals(AlertFeed.ids(ALERTS), ScoresTopic.ids(seen));
            assertEquals(ALERTS, seen.size());
            assertTrue(service.failure().isEmpty());
        }
    }

    @Test
    void aWorkerThatStaysDeadStopsTheServiceLoudlyAndTheNextOneAnswersAll() throws Exception {
        TestWorker dead = new TestWorker("w0", 0.25f, Duration.ZERO);
        dead.failWith("the card fell off the bus");
        try (TestRoad road = road(Guarantee.AT_LEAST_ONCE, dead);
                LensService service = start(road, LensTopology::build);
                AlertFeed feed = AlertFeed.start(broker.bootstrapServers(), TestRoad.ALERTS, ALERTS, 1000)) {
            feed.awaitSent();

            assertTrue(service.awaitStopped(PATIENCE));

            String message = service.failure().orElseThrow().getMessage();
            assertTrue(message.contains("no worker has answered"), message);
            assertTrue(message.contains("the card fell off the bus"), message);
        }
        assertEquals(AlertFeed.ids(ALERTS), ScoresTopic.ids(answeredByAQuickWorker()));
    }

    /** A send that fails is thrown at a later send; it must stop the stream, not make a dead letter of whatever is sent then. */
    @Test
    void anOutputTopicThatTakesNoRecordsStopsTheServiceAndNothingIsMissingOnceItDoes() throws Exception {
        limitRecords(TestRoad.SCORES, "100");
        TestWorker quick = new TestWorker("quick", 0.25f, Duration.ZERO);
        try (TestRoad road = road(Guarantee.AT_LEAST_ONCE, quick);
                LensService service = start(road, LensTopology::build);
                AlertFeed feed = AlertFeed.start(broker.bootstrapServers(), TestRoad.ALERTS, ALERTS, 1000)) {
            feed.awaitSent();

            assertTrue(service.awaitStopped(PATIENCE));

            assertTrue(service.failure().isPresent());
            assertEquals(0, road.ledger().counts().of("dead"));
        }
        limitRecords(TestRoad.SCORES, "1000000");
        assertEquals(AlertFeed.ids(ALERTS), ScoresTopic.ids(answeredByAQuickWorker()));
    }

    private void limitRecords(String topic, String bytes) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        AlterConfigOp limit = new AlterConfigOp(
                new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, bytes), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(client.admin())) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(limit)))
                    .all()
                    .get();
        }
    }

    private List<LensScore> answeredAfterAStop(Guarantee guarantee, TopologyBuilder builder) throws Exception {
        try (TestRoad road = road(guarantee, new TestWorker("slow", 0.25f, Duration.ofMillis(200)))) {
            stopWithAlertsInFlight(road, builder);
        }
        try (TestRoad road = road(guarantee, new TestWorker("quick", 0.25f, Duration.ZERO))) {
            return answered(road, builder);
        }
    }

    private void stopWithAlertsInFlight(TestRoad road, TopologyBuilder builder) throws Exception {
        try (AlertFeed feed = AlertFeed.start(broker.bootstrapServers(), TestRoad.ALERTS, ALERTS, 1000)) {
            feed.awaitSent();
        }
        LensService service = start(road, builder);
        while (road.ledger().counts().inFlight() < 20) {
            Thread.sleep(20);
        }
        service.close();
    }

    private List<LensScore> answeredByAQuickWorker() throws Exception {
        try (TestRoad road = road(Guarantee.AT_LEAST_ONCE, new TestWorker("quick", 0.25f, Duration.ZERO))) {
            return answered(road, LensTopology::build);
        }
    }

    /** Runs until the topic is at its end, and says what has been answered by then. */
    private List<LensScore> answered(TestRoad road, TopologyBuilder builder) throws Exception {
        try (LensService service = start(road, builder);
                Backlog backlog = new Backlog(road.settings(), client.admin(), client.consumer());
                ScoresTopic scores = new ScoresTopic(broker.bootstrapServers(), TestRoad.SCORES)) {
            assertTrue(service.awaitRunning(PATIENCE));
            while (!backlog.isEmpty() || road.ledger().counts().inFlight() > 0) {
                Thread.sleep(100);
            }
            return scores.readOn(Duration.ofSeconds(1));
        }
    }

    private TestRoad road(Guarantee guarantee, TestWorker worker) {
        return new TestRoad(folder, View.OBJECT, TestRoad.settings("arclet-test", guarantee), List.of(worker));
    }

    private interface TopologyBuilder {
        Topology build(LensTopology topology);
    }

    private LensService start(TestRoad road, TopologyBuilder builder) {
        Properties settings = StreamsProperties.of(
                road.settings(), client.streams(), folder.resolve("state").toString(), road.ledger());
        LensTopology topology = road.topology();
        LensService service = new LensService(
                builder.build(topology), settings, topology.stopFlag(), topology.flushCount(), topology.headsOfLine());
        service.start();
        return service;
    }
}

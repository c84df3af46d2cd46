package dev.arclet.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.kafka.BrokerSettings;
import dev.arclet.kafka.ClientSettings;
import dev.arclet.kafka.EmbeddedBroker;
import dev.arclet.kafka.Topics;
import dev.arclet.picture.View;
import dev.arclet.record.LensScore;
import dev.arclet.stream.StreamSettings.Guarantee;
import dev.arclet.support.AlertFeed;
import dev.arclet.support.ScoresTopic;
import dev.arclet.support.TestRoad;
import dev.arclet.support.TestWorker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
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

    private EmbeddedBroker broker;
    private ClientSettings client;

    @BeforeEach
    void startBroker() throws InterruptedException {
        broker = EmbeddedBroker.start(BrokerSettings.temporary());
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
        assertEquals(AlertFeed.ids(ALERTS), answeredAfterAStop(guarantee, LensTopology::build));
    }

    /** The negative control: the same run must lose alerts when the store is not there, or the test above shows nothing. */
    @Test
    void withoutTheInFlightStoreTheSameStopLosesAlerts() throws Exception {
        Set<Long> answered = answeredAfterAStop(
                Guarantee.AT_LEAST_ONCE, topology -> topology.build(store -> new ForgetfulInFlightLog()));

        assertTrue(answered.size() < ALERTS, "all " + ALERTS + " alerts were answered without the store");
    }

    @ParameterizedTest
    @EnumSource(Guarantee.class)
    void alertsWaitWhileTheirOnlyWorkerIsDeadAndAreScoredWhenItIsBack(Guarantee guarantee) throws Exception {
        TestWorker worker = new TestWorker("w0", 0.25f, Duration.ZERO);
        worker.failWith("the card fell off the bus");
        try (TestRoad road = road(guarantee, worker);
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
        assertEquals(AlertFeed.ids(ALERTS), answeredBy(new TestWorker("w1", 0.25f, Duration.ZERO)));
    }

    private Set<Long> answeredAfterAStop(Guarantee guarantee, TopologyBuilder builder) throws Exception {
        TestWorker slow = new TestWorker("slow", 0.25f, Duration.ofMillis(200));
        try (TestRoad road = road(guarantee, slow);
                AlertFeed feed = AlertFeed.start(broker.bootstrapServers(), TestRoad.ALERTS, ALERTS, 1000)) {
            feed.awaitSent();
            LensService service = start(road, builder);
            while (road.ledger().counts().inFlight() < 20) {
                Thread.sleep(20);
            }
            service.close();
        }
        return answered(new TestWorker("quick", 0.25f, Duration.ZERO), guarantee, builder);
    }

    private Set<Long> answeredBy(TestWorker worker) throws Exception {
        return answered(worker, Guarantee.AT_LEAST_ONCE, LensTopology::build);
    }

    /** Runs until the topic is at its end, and says which alerts have been answered by then. */
    private Set<Long> answered(TestWorker worker, Guarantee guarantee, TopologyBuilder builder) throws Exception {
        try (TestRoad road = road(guarantee, worker);
                LensService service = start(road, builder);
                Backlog backlog = new Backlog(road.settings(), client.admin(), client.consumer());
                ScoresTopic scores = new ScoresTopic(broker.bootstrapServers(), TestRoad.SCORES)) {
            assertTrue(service.awaitRunning(PATIENCE));
            while (!backlog.isEmpty() || road.ledger().counts().inFlight() > 0) {
                Thread.sleep(100);
            }
            return ScoresTopic.ids(scores.readOn(Duration.ofSeconds(1)));
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
                road.settings(), client.streams(), folder.resolve("state").toString());
        LensService service = new LensService(builder.build(road.topology()), settings);
        service.start();
        return service;
    }
}

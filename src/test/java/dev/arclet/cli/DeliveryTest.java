package dev.arclet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.arclet.kafka.ClientSettings;
import dev.arclet.kafka.TestKafka;
import dev.arclet.kafka.Topics;
import dev.arclet.picture.View;
import dev.arclet.record.LensScore;
import dev.arclet.record.OutcomeKind;
import dev.arclet.scoring.TestBundles;
import dev.arclet.stream.StreamSettings.Guarantee;
import dev.arclet.support.AlertFeed;
import dev.arclet.support.ScoresTopic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Nothing lost, and under exactly once nothing twice, whatever happens to the process in mid-stream. The program runs in processes of its
 * own against a real broker, as {@code arclet run}, while alerts keep coming. Stops and deaths of workers under both guarantees are in
 * {@code InFlightDeliveryTest}, more faults in the chaos harness.
 */
@Timeout(240)
class DeliveryTest {
    private static final int ALERTS = 900;
    private static final int PER_SECOND = 150;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static TestKafka broker;

    @TempDir
    private Path folder;

    /** What happens to the process in mid-stream. */
    enum Fault {
        /** SIGKILL, and the same instance again. */
        KILL,
        /** SIGKILL, and another instance, without the state folder of the first. */
        KILL_FOR_GOOD,
        /** A second instance joins, and the first leaves once the second has a share of the work. */
        REBALANCE
    }

    @BeforeAll
    static void startBroker() {
        broker = TestKafka.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource({
        "AT_LEAST_ONCE, KILL_FOR_GOOD",
        "AT_LEAST_ONCE, REBALANCE",
        "EXACTLY_ONCE, KILL",
        "EXACTLY_ONCE, KILL_FOR_GOOD",
        "EXACTLY_ONCE, REBALANCE"
    })
    void everyAlertIsAnsweredWhateverHappensToTheProcess(Guarantee guarantee, Fault fault) throws Exception {
        String name = (guarantee + "-" + fault).toLowerCase(Locale.ROOT).replace('_', '-');
        createTopics(name);
        List<LensScore> seen;
        List<LensScore> selected;
        try (ArcletProcess first = ArcletProcess.start(folder, arguments(name, guarantee, "first"));
                ScoresTopic scores = new ScoresTopic(broker.bootstrapServers(), "scores-" + name);
                ScoresTopic forSomeone = new ScoresTopic(broker.bootstrapServers(), "selected-" + name)) {
            first.awaitOutput("has a share of the work", 60);
            try (AlertFeed feed = AlertFeed.start(broker.bootstrapServers(), "alerts-" + name, ALERTS, PER_SECOND)) {
                scores.await(list -> list.size() >= ALERTS / 10, PATIENCE);
                try (ArcletProcess second = strike(fault, first, name, guarantee)) {
                    feed.awaitSent();
                    scores.await(list -> ScoresTopic.ids(list).size() >= ALERTS, PATIENCE);
                    seen = List.copyOf(scores.readOn(Duration.ofSeconds(2)));
                    selected = List.copyOf(
                            forSomeone.await(list -> ScoresTopic.ids(list).size() >= ALERTS, PATIENCE));
                    assertEquals(0, second.stop(), second::output);
                }
            }
        }
        assertEquals(AlertFeed.ids(ALERTS), ScoresTopic.ids(seen), "none is missing");
        assertEquals(AlertFeed.ids(ALERTS), ScoresTopic.ids(selected), "none is missing of those that are selected");
        Map<Long, Long> times = seen.stream()
                .filter(score -> score.getOutcome() == OutcomeKind.SCORED)
                .collect(Collectors.groupingBy(LensScore::getSourceId, Collectors.counting()));
        assertEquals(ALERTS, times.size(), "each has a score, none is only called a duplicate of itself");
        if (guarantee == Guarantee.EXACTLY_ONCE) {
            assertEquals(ALERTS, seen.size(), "none is there twice");
            assertEquals(ALERTS, selected.size(), "nor in a topic of selected scores");
        }
    }

    /** Lets it happen, and returns the process that goes on. */
    private ArcletProcess strike(Fault fault, ArcletProcess first, String name, Guarantee guarantee) throws Exception {
        switch (fault) {
            case KILL, KILL_FOR_GOOD -> first.kill();
            case REBALANCE -> {
                ArcletProcess second = ArcletProcess.start(folder, arguments(name, guarantee, "second"));
                second.awaitOutput("has a share of the work", 60);
                assertEquals(0, first.stop(), first::output);
                return second;
            }
        }
        String next = fault == Fault.KILL_FOR_GOOD ? "second" : "first";
        return ArcletProcess.start(folder, arguments(name, guarantee, next));
    }

    private List<String> arguments(String name, Guarantee guarantee, String instance) {
        Path model = folder.resolve("test-model");
        TestBundles.mean(model, View.OBJECT, List.of("i", "r", "g"), 16);
        List<String> args = new ArrayList<>(List.of("run", "--bootstrap", broker.bootstrapServers()));
        Map<String, String> sets = Map.of(
                "application",
                "arclet-" + name,
                "alerts.topic",
                "alerts-" + name,
                "output.scores",
                "scores-" + name,
                "output.candidates",
                "candidates-" + name,
                "output.deadLetters",
                "dead-" + name,
                "model",
                model.toString(),
                "stream.guarantee",
                guarantee.kafkaName(),
                "stream.state",
                folder.resolve("state-" + instance).toString(),
                "scoring.workers",
                "[{kind: local}]",
                "scoring.batch.max",
                "4");
        args.addAll(List.of("--set", "output.topics=[{topic: selected-" + name + ", form: score, minScore: 0}]"));
        sets.forEach((key, value) -> args.addAll(List.of("--set", key + "=" + value)));
        return args;
    }

    private static void createTopics(String name) throws InterruptedException {
        try (Admin admin =
                Admin.create(ClientSettings.of(broker.bootstrapServers()).admin())) {
            Topics.ensure(
                    admin,
                    Stream.of("alerts-", "scores-", "candidates-", "dead-", "selected-")
                            .map(prefix -> new NewTopic(prefix + name, 4, (short) 1))
                            .toList());
        }
    }
}

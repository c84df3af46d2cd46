package dev.arclet.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.stream.StreamSettings.Guarantee;
import dev.arclet.support.TestRoad;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsPropertiesTest {
    private final Properties client = new Properties();

    @Test
    void whatTheUserGivesForKafkaWinsWhetherItIsWrittenPlainOrWithAPrefix() {
        client.put("session.timeout.ms", "30000");
        client.put("producer.linger.ms", "7");
        client.put("commit.interval.ms", "4321");

        Properties properties = properties(Guarantee.AT_LEAST_ONCE);

        assertEquals("30000", properties.get("session.timeout.ms"));
        assertNull(properties.get("consumer.session.timeout.ms"), "it would win over the user's");
        assertEquals("7", properties.get("producer.linger.ms"));
        assertEquals("4321", properties.get(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG));
    }

    @Test
    void aThreadMayWaitForASchemaAndThenForAWorkerWithoutLosingItsPartitions() {
        StreamSettings settings = TestRoad.settings("a", Guarantee.AT_LEAST_ONCE, Duration.ofMinutes(4));

        Properties properties = StreamsProperties.of(settings, client, "state", ledger());

        long waits = settings.workerPatience().plus(settings.schemaPatience()).toMillis();
        assertTrue((int) properties.get("consumer.max.poll.interval.ms") > waits);
    }

    @Test
    void theTransactionOfAKilledInstanceHoldsUpReadersForSecondsOnly() {
        assertEquals(20_000, properties(Guarantee.EXACTLY_ONCE).get("producer.transaction.timeout.ms"));
    }

    @Test
    void newTopicsOfAPatternAreLookedForTwiceAMinuteOrAsOftenAsTheUserSays() {
        StreamSettings settings = following("lsst-alerts-v*");

        assertEquals(
                30_000,
                StreamsProperties.of(settings, client, "state", ledger()).get("consumer.metadata.max.age.ms"));
        client.put("metadata.max.age.ms", "1000");
        assertNull(StreamsProperties.of(settings, client, "state", ledger()).get("consumer.metadata.max.age.ms"));
    }

    @Test
    void whatWouldLoseTheFirstAlertsOfANewTopicIsRefused() {
        client.put("consumer.auto.offset.reset", "latest");

        StreamsProperties.of(following("lsst-alerts"), client, "state", ledger());
        StartRefusedException e = assertThrows(
                StartRefusedException.class,
                () -> StreamsProperties.of(following("lsst-alerts-v*"), client, "state", ledger()));
        assertTrue(e.getMessage().contains("auto.offset.reset=latest, and alerts come from lsst-alerts-v*"));
    }

    private static StreamSettings following(String alerts) {
        return new StreamSettings(
                "a",
                alerts,
                "scores",
                "candidates",
                "dead-letters",
                Guarantee.AT_LEAST_ONCE,
                1,
                Duration.ofSeconds(1),
                Duration.ofMillis(5),
                64,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Triage.NONE,
                Optional.empty());
    }

    /** Rubin's average of 270 alerts a second of 110 kB, from a broker 100 ms away. */
    @Test
    void socketsLeaveTheirBuffersToTheSystemSoThatADistantBrokerIsNoSlowerThanItsLine() {
        Properties properties = properties(Guarantee.AT_LEAST_ONCE);

        assertEquals(-1, properties.get("consumer.receive.buffer.bytes"));
        assertEquals(-1, properties.get("producer.send.buffer.bytes"));
    }

    @Test
    void cutOutAlertsGoToTheBrokerSeveralTogether() {
        int batch = (int) properties(Guarantee.AT_LEAST_ONCE).get("producer.batch.size");

        assertTrue(batch >= 4 * 40_000, "a cut-out alert takes up to 40 kB: " + batch);
    }

    private Properties properties(Guarantee guarantee) {
        return StreamsProperties.of(TestRoad.settings("a", guarantee), client, "state", ledger());
    }

    private static Ledger ledger() {
        return new Ledger(new SimpleMeterRegistry());
    }
}

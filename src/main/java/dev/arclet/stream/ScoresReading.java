package dev.arclet.stream;

import dev.arclet.record.LensScore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic of scores from its start to where it ends now. */
public final class ScoresReading {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private ScoresReading() {}

    /**
     * The digest of all committed records in a topic.
     *
     * @param client settings of a Kafka consumer
     * @throws BlockedRoadException if the topic can't be read to its end
     */
    public static ScoreDigest digest(String topic, Properties client) {
        Properties reading = new Properties();
        reading.putAll(client);
        reading.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        ScoreDigest digest = new ScoreDigest();
        try (Consumer<String, LensScore> consumer = new KafkaConsumer<>(
                reading, new StringDeserializer(), PublishedRecords.lensScores().deserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            readTo(consumer.endOffsets(partitions), consumer, digest);
        }
        return digest;
    }

    private static void readTo(
            Map<TopicPartition, Long> ends, Consumer<String, LensScore> consumer, ScoreDigest digest) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            var records = consumer.poll(LOOK);
            records.forEach(record -> digest.add(record.value()));
            if (!records.isEmpty()) {
                giveUp = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() - giveUp > 0) {
                throw new BlockedRoadException(
                        "the scores can't be read to their end: nothing came for " + PATIENCE.toSeconds() + " s", null);
            }
        }
    }
}

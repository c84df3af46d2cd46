package dev.arclet.cli;

import dev.arclet.kafka.ClientSettings;
import dev.arclet.kafka.TopicReader;
import dev.arclet.record.LensScore;
import dev.arclet.stream.PublishedRecords;
import dev.arclet.stream.ScoreDigest;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads a topic of scores from its start to where it ends now. */
final class ScoresReading {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private ScoresReading() {}

    /**
     * The digest of all committed records in a topic.
     *
     * @throws dev.arclet.kafka.KafkaSetupException if the topic can't be read to its end
     */
    static ScoreDigest digest(String topic, ClientSettings client) {
        ScoreDigest digest = new ScoreDigest();
        try (TopicReader reader = new TopicReader(client, PATIENCE);
                Deserializer<LensScore> scores = PublishedRecords.lensScores().deserializer()) {
            reader.forEach(topic, Optional.empty(), record -> digest.add(scores.deserialize(topic, record.value())));
        }
        return digest;
    }
}

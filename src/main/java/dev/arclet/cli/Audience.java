package dev.arclet.cli;

import dev.arclet.kafka.ClientSettings;
import dev.arclet.record.LensCandidate;
import dev.arclet.record.LensScore;
import dev.arclet.stream.PublishedRecords;
import dev.arclet.stream.StreamSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what a pipeline publishes, as any consumer would, and keeps the scores and each object's best candidate. For one thread. */
final class Audience implements AutoCloseable {
    private final StreamSettings settings;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Deserializer<LensScore> scoreReader =
            PublishedRecords.lensScores().deserializer();
    private final Deserializer<LensCandidate> candidateReader =
            PublishedRecords.lensCandidates().deserializer();
    private final Set<Long> answered = new HashSet<>();
    private final Map<String, LensCandidate> bestByObject = new HashMap<>();
    private long deadLetters;

    Audience(StreamSettings settings, ClientSettings client) {
        this.settings = settings;
        this.consumer = new KafkaConsumer<>(client.reader(), new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(settings.scores(), settings.candidates(), settings.deadLetters())
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Takes in what has come since the last call, waiting for the first of it at most this long. */
    void listen(Duration patience) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(patience)) {
            if (record.topic().equals(settings.scores())) {
                answered.add(
                        scoreReader.deserialize(record.topic(), record.value()).getSourceId());
            } else if (record.topic().equals(settings.candidates())) {
                LensCandidate candidate = candidateReader.deserialize(record.topic(), record.value());
                bestByObject.merge(record.key(), candidate, Audience::better);
            } else {
                deadLetters++;
            }
        }
    }

    private static LensCandidate better(LensCandidate a, LensCandidate b) {
        return b.getScore().getScore() > a.getScore().getScore() ? b : a;
    }

    /** Alerts that have their record, dead letters included. */
    long answered() {
        return answered.size() + deadLetters;
    }

    /** The best candidate of each object that has one, best first. */
    List<LensCandidate> candidates() {
        List<LensCandidate> all = new ArrayList<>(bestByObject.values());
        all.sort((a, b) -> Float.compare(b.getScore().getScore(), a.getScore().getScore()));
        return all;
    }

    @Override
    public void close() {
        consumer.close();
    }
}

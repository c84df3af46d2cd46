package dev.arclet.support;

import dev.arclet.record.LensScore;
import dev.arclet.stream.PublishedRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** All that has been published on a scores topic, as a consumer of committed records sees it. */
public final class ScoresTopic implements AutoCloseable {
    private final KafkaConsumer<String, LensScore> consumer;
    private final List<LensScore> seen = new ArrayList<>();

    public ScoresTopic(String bootstrap, String topic) {
        Properties p = new Properties();
        p.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        p.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        p.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumer = new KafkaConsumer<>(
                p, new StringDeserializer(), PublishedRecords.lensScores().deserializer());
        Collection<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads on until {@code enough} of what has been seen, or fails after {@code patience}. */
    public List<LensScore> await(Predicate<List<LensScore>> enough, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (!enough.test(seen)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not enough after " + patience.toSeconds() + " s; seen " + seen.size()
                        + " records of " + ids(seen).size() + " alerts");
            }
            poll(Duration.ofMillis(100));
        }
        return seen;
    }

    /** Reads on for a while, to see what should not come. */
    public List<LensScore> readOn(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            poll(Duration.ofMillis(100));
        }
        return seen;
    }

    private void poll(Duration patience) {
        for (ConsumerRecord<String, LensScore> record : consumer.poll(patience)) {
            seen.add(record.value());
        }
    }

    public static Set<Long> ids(Collection<LensScore> scores) {
        return scores.stream().map(LensScore::getSourceId).collect(Collectors.toCollection(HashSet::new));
    }

    @Override
    public void close() {
        consumer.close();
    }
}

package dev.arclet.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads on in a topic as records come, committed records only, without a consumer group: nothing of the reading stays in Kafka. Partitions
 * that are added meanwhile are read from their beginning. For one thread.
 */
public final class TopicTail implements AutoCloseable {
    private static final long LOOK_FOR_PARTITIONS_NANOS = Duration.ofSeconds(30).toNanos();

    private final String topic;
    private final Duration patience;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Set<TopicPartition> partitions = new HashSet<>();
    private long lookedAt;

    /** Where reading begins. */
    public enum From {
        /** With the oldest record that the topic holds. */
        BEGINNING,
        /** With the next that comes. */
        NOW
    }

    /**
     * Finds the topic's partitions and its place in each.
     *
     * @param patience the longest wait for an answer
     * @throws KafkaSetupException when the topic can't be read
     */
    public TopicTail(ClientSettings settings, String topic, From from, Duration patience) {
        this.topic = topic;
        this.patience = patience;
        Properties reading = settings.consumer();
        reading.remove(ConsumerConfig.GROUP_ID_CONFIG);
        reading.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // A place that the topic has dropped meanwhile: on with the oldest that is left.
        reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        reading.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        reading.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(patience.toMillis()));
        this.consumer = new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            start(from);
        } catch (KafkaException e) {
            consumer.close();
            throw failed(e);
        }
    }

    private void start(From from) {
        addPartitions();
        if (from == From.BEGINNING) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        // The seek is done when the place is asked for: "now" is before this constructor returns.
        partitions.forEach(consumer::position);
    }

    /** Those that are new; the place in the others stays. */
    private Set<TopicPartition> addPartitions() {
        lookedAt = System.nanoTime();
        Set<TopicPartition> added = new HashSet<>();
        consumer.partitionsFor(topic).forEach(info -> added.add(new TopicPartition(topic, info.partition())));
        added.removeAll(partitions);
        partitions.addAll(added);
        consumer.assign(partitions);
        return added;
    }

    /** How many partitions the topic has. */
    public int partitions() {
        return partitions.size();
    }

    /**
     * What has come since the last call, waiting at most this long for the first of it; a broker that is away is waited for.
     *
     * @throws KafkaSetupException when the topic can't be read any more
     */
    public List<ConsumerRecord<byte[], byte[]>> poll(Duration wait) {
        try {
            if (System.nanoTime() - lookedAt > LOOK_FOR_PARTITIONS_NANOS) {
                readFromTheBeginning(addPartitions());
            }
            ConsumerRecords<byte[], byte[]> records = consumer.poll(wait);
            List<ConsumerRecord<byte[], byte[]>> list = new ArrayList<>(records.count());
            records.forEach(list::add);
            return List.copyOf(list);
        } catch (TimeoutException e) {
            return List.of();
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    /** Of no partitions at all Kafka would make all of them. */
    private void readFromTheBeginning(Set<TopicPartition> added) {
        if (!added.isEmpty()) {
            consumer.seekToBeginning(added);
        }
    }

    private KafkaSetupException failed(KafkaException e) {
        return new KafkaSetupException(
                "topic %s can't be read within %d s: %s; see whether it and its brokers are there, and whether you may read it"
                        .formatted(topic, patience.toSeconds(), KafkaSetupException.reason(e)),
                e);
    }

    @Override
    public void close() {
        consumer.close();
    }
}

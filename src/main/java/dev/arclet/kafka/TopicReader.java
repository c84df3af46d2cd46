package dev.arclet.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what topics hold now, committed records only, without a consumer group: nothing of the reading stays in Kafka. For one thread.
 */
public final class TopicReader implements AutoCloseable {
    /** Known to {@link KafkaNoiseFilter}: what goes wrong is told by the exception. */
    static final String CLIENT_ID = "arclet-reader";

    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Duration patience;

    /**
     * Connects lazily, so that the first call may fail.
     *
     * @param patience the longest wait for an answer
     * @throws KafkaSetupException if the settings are none that a client can be made with
     */
    public TopicReader(ClientSettings settings, Duration patience) {
        this.patience = patience;
        Properties reading = settings.reader();
        reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        reading.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(patience.toMillis()));
        reading.putIfAbsent(ConsumerConfig.CLIENT_ID_CONFIG, CLIENT_ID);
        try {
            this.consumer = new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw ClientTrouble.notMade(settings, e);
        }
    }

    /**
     * Reads a topic up to the end that it has now, partition by partition.
     *
     * @param since only records with this time or a later one; empty for all
     * @throws KafkaSetupException when the topic can't be read, or no record comes within the patience
     */
    public void forEach(String topic, Optional<Instant> since, Consumer<ConsumerRecord<byte[], byte[]>> action) {
        try {
            Set<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .collect(Collectors.toSet());
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> starts = starts(partitions, since, ends);
            starts.forEach(consumer::seek);
            for (TopicPartition partition : partitions) {
                consumer.assign(List.of(partition));
                consumer.seek(partition, starts.get(partition));
                readTo(ends.get(partition), partition, action);
            }
        } catch (KafkaException e) {
            throw failed(topic, e);
        }
    }

    private Map<TopicPartition, Long> starts(
            Collection<TopicPartition> partitions, Optional<Instant> since, Map<TopicPartition, Long> ends) {
        if (since.isEmpty()) {
            return consumer.beginningOffsets(partitions);
        }
        Map<TopicPartition, Long> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, since.get().toEpochMilli()));
        Map<TopicPartition, Long> starts = new HashMap<>();
        for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
                consumer.offsetsForTimes(wanted).entrySet()) {
            OffsetAndTimestamp first = found.getValue();
            starts.put(found.getKey(), first == null ? ends.get(found.getKey()) : first.offset());
        }
        return starts;
    }

    private void readTo(long end, TopicPartition partition, Consumer<ConsumerRecord<byte[], byte[]>> action) {
        long reached = -1;
        long since = System.nanoTime();
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < end) {
                    action.accept(record);
                }
            }
            // Open transactions hold committed readers back, so the position, not the records, tells whether it goes
            // on.
            if (consumer.position(partition) > reached) {
                reached = consumer.position(partition);
                since = System.nanoTime();
            } else if (System.nanoTime() - since > patience.toNanos()) {
                throw new TimeoutException("no record came after offset %d of %d in partition %d"
                        .formatted(reached, end, partition.partition()));
            }
        }
    }

    /**
     * One record; empty where the topic does not hold it any more.
     *
     * @throws KafkaSetupException when the topic can't be read
     */
    public Optional<ConsumerRecord<byte[], byte[]>> at(String topic, int partition, long offset) {
        TopicPartition place = new TopicPartition(topic, partition);
        try {
            consumer.assign(List.of(place));
            long first = consumer.beginningOffsets(List.of(place)).get(place);
            long end = consumer.endOffsets(List.of(place)).get(place);
            if (offset < first || offset >= end) {
                return Optional.empty();
            }
            consumer.seek(place, offset);
            while (consumer.position(place) <= offset) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.offset() >= offset) {
                        return record.offset() == offset ? Optional.of(record) : Optional.empty();
                    }
                }
            }
            return Optional.empty();
        } catch (KafkaException e) {
            throw failed(topic, e);
        }
    }

    private KafkaSetupException failed(String topic, KafkaException e) {
        if (e instanceof AuthenticationException) {
            return new KafkaSetupException(
                    "topic %s can't be read: %s".formatted(topic, ClientTrouble.explained(e)), e);
        }
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

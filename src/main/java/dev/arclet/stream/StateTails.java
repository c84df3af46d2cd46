package dev.arclet.stream;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The newest records of what a stream keeps in Kafka: those that a newer version of the program would have written. For one thread. */
final class StateTails implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final int RECORDS_LOOKED_AT = 20;

    private final Consumer<byte[], byte[]> consumer;

    /** @param reader settings of a consumer of committed records */
    StateTails(Properties reader) {
        consumer = new KafkaConsumer<>(reader, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The description that was written last; empty where none is written yet. */
    Optional<StateLayout> layout(String topic) {
        List<ConsumerRecord<byte[], byte[]>> last = last(List.of(new TopicPartition(topic, 0)));
        if (last.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(StateLayout.read(last.get(last.size() - 1).value()));
        } catch (IOException e) {
            throw new StartRefusedException(
                    "topic " + topic + " holds something that does not describe a stream's state (" + e.getMessage()
                            + "); give another application, or delete that topic if it is not Arclet's");
        }
    }

    /** Where a record is that this program can't read, in a sentence; empty if it can read all that were looked at. */
    Optional<String> unreadable(Map<String, Integer> partitionsByTopic) {
        List<TopicPartition> partitions = new ArrayList<>();
        partitionsByTopic.forEach((topic, count) -> {
            for (int number = 0; number < count; number++) {
                partitions.add(new TopicPartition(topic, number));
            }
        });
        return last(partitions).stream()
                .filter(record -> !StateForms.isReadable(record.value()))
                .findFirst()
                .map(record -> "the record at %s/%d/%d is of a form that this version of Arclet does not know"
                        .formatted(record.topic(), record.partition(), record.offset()));
    }

    /** The last records that have a value, of each partition some. */
    private List<ConsumerRecord<byte[], byte[]>> last(List<TopicPartition> partitions) {
        consumer.assign(partitions);
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        partitions.forEach(partition ->
                consumer.seek(partition, Math.max(starts.get(partition), ends.get(partition) - RECORDS_LOOKED_AT)));
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        long giveUp = System.nanoTime() + LOOK.toNanos();
        while (System.nanoTime() < giveUp
                && partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                if (record.value() != null) {
                    found.add(record);
                }
            }
        }
        return found;
    }

    @Override
    public void close() {
        consumer.close();
    }
}

package dev.arclet.stream;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Whether a stream still has records before it. Offsets alone do not tell: the end of a topic written in transactions is a marker, which no
 * consumer commits. So what lies behind the committed offset is read.
 *
 * <p>For one thread.
 */
public final class Backlog implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Admin admin;
    private final Consumer<byte[], byte[]> consumer;
    private final StreamSettings settings;

    /** Asks the cluster that {@code admin} and {@code consumer}, settings of Kafka's clients, name. */
    public Backlog(StreamSettings settings, Properties admin, Properties consumer) {
        this.settings = settings;
        this.admin = Admin.create(admin);
        Properties reading = new Properties();
        reading.putAll(consumer);
        reading.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        reading.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        reading.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1);
        this.consumer = new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Whether every record that is in the topics of alerts and the re-key topic now has been taken up, and that is committed. */
    public boolean isEmpty() throws InterruptedException {
        try {
            return isAllTakenUp();
        } catch (RetriableException e) {
            // A broker that is away for a moment says nothing about the backlog.
            return false;
        }
    }

    private boolean isAllTakenUp() throws InterruptedException {
        Map<TopicPartition, Long> committed = committed();
        Set<TopicPartition> partitions = partitions();
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        return partitions.stream().allMatch(partition -> {
            long from = Math.max(committed.getOrDefault(partition, 0L), starts.get(partition));
            return from >= ends.get(partition) || holdsOnlyMarkers(partition, from, ends.get(partition));
        });
    }

    private boolean holdsOnlyMarkers(TopicPartition partition, long from, long end) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
        long giveUp = System.nanoTime() + LOOK.toNanos();
        while (System.nanoTime() < giveUp) {
            if (!consumer.poll(Duration.ofMillis(20)).isEmpty()) {
                return false;
            }
            if (consumer.position(partition) >= end) {
                return true;
            }
        }
        return false;
    }

    private Map<TopicPartition, Long> committed() throws InterruptedException {
        try {
            return admin
                    .listConsumerGroupOffsets(settings.applicationId())
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .entrySet()
                    .stream()
                    .filter(entry -> entry.getValue() != null)
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> offset(entry.getValue())));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException retriable) {
                throw retriable;
            }
            throw new BlockedRoadException(
                    "the offsets of group " + settings.applicationId() + " can't be read: "
                            + e.getCause().getMessage() + "; --exit-on-eof needs the right to describe it",
                    e.getCause());
        }
    }

    private static long offset(OffsetAndMetadata committed) {
        return committed.offset();
    }

    private Set<TopicPartition> partitions() {
        String rekey = InternalTopics.rekey(settings.applicationId());
        return consumer.listTopics().entrySet().stream()
                .filter(topic -> settings.alertTopics().contain(topic.getKey())
                        || topic.getKey().equals(rekey))
                .flatMap(topic -> topic.getValue().stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        consumer.close();
        admin.close();
    }
}

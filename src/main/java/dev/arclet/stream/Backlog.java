package dev.arclet.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
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
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final Admin admin;
    private final Consumer<byte[], byte[]> consumer;
    private final StreamSettings settings;
    private final Map<TopicPartition, Stretch> looked = new HashMap<>();

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

    /**
     * Records in these partitions that are not taken up, by topic. Where nothing moves, what is behind the offset is read, for it may be
     * markers only.
     *
     * @param taken offsets up to which records are known to be taken up, committed or not
     * @throws RetriableException if a broker is away
     */
    Map<String, Long> waiting(Set<TopicPartition> partitions, Map<TopicPartition, Long> taken)
            throws InterruptedException {
        looked.keySet().retainAll(partitions);
        Map<String, Long> waiting = new HashMap<>();
        partitions.forEach(partition -> waiting.put(partition.topic(), 0L));
        for (Stretch stretch : notTakenUp(partitions, taken)) {
            Stretch before = looked.get(stretch.partition());
            Stretch now = stretch;
            if (before != null && before.isAt(stretch)) {
                now = before.known() ? before : stretch.lookedInto(holdsOnlyMarkers(stretch));
            }
            looked.put(stretch.partition(), now);
            waiting.merge(stretch.partition().topic(), now.records(), Long::sum);
        }
        return waiting;
    }

    /**
     * A partition between what is taken up and its end.
     *
     * @param known whether somebody has read what is there
     * @param onlyMarkers whether there is no record, as far as is known
     */
    private record Stretch(TopicPartition partition, long from, long end, boolean known, boolean onlyMarkers) {
        boolean isAt(Stretch other) {
            return from == other.from && end == other.end;
        }

        Stretch lookedInto(boolean nothingThere) {
            return new Stretch(partition, from, end, true, nothingThere);
        }

        long records() {
            return onlyMarkers ? 0 : end - from;
        }
    }

    private boolean isAllTakenUp() throws InterruptedException {
        return notTakenUp(partitions(), Map.of()).stream().allMatch(this::holdsOnlyMarkers);
    }

    /** Those that have something behind what is committed or, where that is known, taken up. */
    private List<Stretch> notTakenUp(Set<TopicPartition> partitions, Map<TopicPartition, Long> taken)
            throws InterruptedException {
        Map<TopicPartition, Long> committed = committed();
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions, ANSWER);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ANSWER);
        return partitions.stream()
                .map(partition -> new Stretch(
                        partition,
                        Stream.of(committed, starts, taken)
                                .mapToLong(offsets -> offsets.getOrDefault(partition, 0L))
                                .max()
                                .orElse(0),
                        ends.get(partition),
                        false,
                        false))
                .filter(stretch -> stretch.from() < stretch.end())
                .toList();
    }

    private boolean holdsOnlyMarkers(Stretch stretch) {
        return holdsOnlyMarkers(stretch.partition(), stretch.from(), stretch.end());
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
                    .listConsumerGroupOffsets(
                            settings.applicationId(),
                            new ListConsumerGroupOffsetsOptions().timeoutMs((int) ANSWER.toMillis()))
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

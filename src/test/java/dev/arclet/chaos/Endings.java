package dev.arclet.chaos;

import dev.arclet.record.LensScore;
import dev.arclet.stream.DeadLetter;
import dev.arclet.stream.PublishedRecords;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads, as a consumer of committed records does, what became of each alert, from a thread of its own. */
final class Endings implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Accounts accounts;
    private final Deserializer<LensScore> scores = PublishedRecords.lensScores().deserializer();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private final Thread thread;

    private volatile boolean ended;

    private Endings(String bootstrap, Accounts accounts) {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.accounts = accounts;
        Collection<TopicPartition> all = Stream.of(HarnessTopics.SCORES, HarnessTopics.DEAD)
                .flatMap(topic ->
                        IntStream.range(0, HarnessTopics.PARTITIONS).mapToObj(p -> new TopicPartition(topic, p)))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        this.thread = new Thread(this::read, "chaos-endings");
    }

    static Endings follow(String bootstrap, Accounts accounts) {
        Endings endings = new Endings(bootstrap, accounts);
        endings.thread.start();
        return endings;
    }

    /** @throws RuntimeException what ended the reading, if anything has */
    void requireReading() {
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    private void read() {
        try (consumer) {
            while (!ended) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    add(record);
                }
            }
        } catch (RuntimeException e) {
            failure.set(e);
        }
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        Header number = record.headers().lastHeader(SteadyFeed.NUMBER_HEADER);
        if (number == null) {
            throw new IllegalStateException("a record of " + record.topic() + " has lost its alert's headers");
        }
        accounts.add(ByteBuffer.wrap(number.value()).getInt(), ending(record));
    }

    private Accounts.Ending ending(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(HarnessTopics.DEAD)) {
            return new Accounts.Ending("dead: " + new DeadLetter(record).reason(), List.of());
        }
        LensScore score = scores.deserialize(record.topic(), record.value());
        String outcome = score.getOutcome().name().toLowerCase(Locale.ROOT);
        String reason = score.getReason() == null ? "" : ": " + firstWord(score.getReason());
        return new Accounts.Ending(outcome + reason, List.of(score.getSourceId()));
    }

    private static String firstWord(String reason) {
        return reason.split("[^a-z_]", 2)[0];
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.arclet.load.target;

import dev.arclet.latency.EpochMicros;
import dev.arclet.latency.Mark;
import dev.arclet.latency.Timeline;
import dev.arclet.load.Answer;
import dev.arclet.load.Answer.Ending;
import dev.arclet.record.Latency;
import dev.arclet.record.LensScore;
import dev.arclet.stream.PublishedRecords;
import dev.arclet.stream.StreamSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads outcomes and dead letters on a thread of its own, from the ends that their topics have when it is made. */
final class OutcomeReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final StreamSettings topics;
    private final NumberHeader header;
    private final EpochMicros clock;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Deserializer<LensScore> scores = PublishedRecords.lensScores().deserializer();
    private final Thread thread = new Thread(this::run, "arclet-load-reader");
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private volatile Consumer<Answer> sink = answer -> {};
    private volatile boolean closing;

    OutcomeReader(StreamSettings topics, Properties settings, NumberHeader header, EpochMicros clock) {
        this.topics = topics;
        this.header = header;
        this.clock = clock;
        Properties reading = new Properties();
        reading.put(ConsumerConfig.CLIENT_ID_CONFIG, "arclet-load-reader");
        reading.putAll(settings);
        reading.remove(ConsumerConfig.GROUP_ID_CONFIG);
        reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        reading.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.consumer = new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(topics.scores(), topics.deadLetters())
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Seeking is done by the first question for the place, and must be done before the first alert is sent.
        partitions.forEach(consumer::position);
        thread.setDaemon(true);
        thread.start();
    }

    void answerTo(Consumer<Answer> next) {
        this.sink = next;
    }

    /** What ended the reading; empty while it goes on. */
    Optional<Exception> failure() {
        return Optional.ofNullable(failure.get());
    }

    private void run() {
        try (consumer) {
            while (!closing) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                long seen = clock.now();
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    take(record, seen);
                }
            }
        } catch (WakeupException e) {
            // close() was called.
        } catch (RuntimeException e) {
            failure.set(e);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, long seen) {
        OptionalLong number = header.number(record.headers());
        if (number.isEmpty()) {
            return;
        }
        if (record.topic().equals(topics.deadLetters())) {
            sink.accept(new Answer(number.getAsLong(), Ending.DEAD, seen, Timeline.empty(), 0));
            return;
        }
        LensScore score = scores.deserialize(record.topic(), record.value());
        sink.accept(
                new Answer(number.getAsLong(), ending(score), seen, marks(score.getLatency()), score.getBatchSize()));
    }

    private static Ending ending(LensScore score) {
        return switch (score.getOutcome()) {
            case SCORED -> Ending.SCORED;
            case SKIPPED -> Ending.SKIPPED;
            case UNSCORABLE -> Ending.UNSCORABLE;
        };
    }

    private static Timeline marks(Latency latency) {
        return Timeline.empty()
                .with(Mark.SENT, micros(latency.getSent()))
                .with(Mark.RECEIVED, micros(latency.getReceived()))
                .with(Mark.DECODED, micros(latency.getDecoded()))
                .with(Mark.QUEUED, micros(latency.getQueued()))
                .with(Mark.DISPATCHED, micros(latency.getDispatched()))
                .with(Mark.INFERRED, micros(latency.getInferred()))
                .with(Mark.PUBLISHED, micros(latency.getPublished()));
    }

    private static long micros(Long mark) {
        return mark == null ? 0 : mark;
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.arclet.web.wall;

import dev.arclet.kafka.ClientSettings;
import dev.arclet.record.LensCandidate;
import dev.arclet.record.LensScore;
import dev.arclet.stream.PublishedRecords;
import dev.arclet.stream.StreamSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills a wall from the topics, as any consumer would read them: so it has what all instances found, and finds it again after a
 * restart. First the latest candidates, then with them the scores of the objects on the wall. Has no consumer group; commits nothing.
 */
public final class WallFeed implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WallFeed.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 2_000;

    /** How far back a start looks, over all partitions. */
    private static final long CANDIDATES_BACK = 4_000;

    private static final long SCORES_BACK = 40_000;

    private final StreamSettings settings;
    private final CandidateWall wall;
    private final Properties reading;
    private final Deserializer<LensCandidate> candidates =
            PublishedRecords.lensCandidates().deserializer();
    private final Deserializer<LensScore> scores = PublishedRecords.lensScores().deserializer();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private volatile KafkaConsumer<String, byte[]> consumer;
    private boolean complained;

    private WallFeed(StreamSettings settings, ClientSettings client, CandidateWall wall) {
        this.settings = settings;
        this.wall = wall;
        this.reading = client.reader();
        reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.thread = new Thread(this::run, "arclet-wall");
        thread.setDaemon(true);
    }

    /** Begins to fill a wall. */
    public static WallFeed start(StreamSettings settings, ClientSettings client, CandidateWall wall) {
        WallFeed feed = new WallFeed(settings, client, wall);
        feed.thread.start();
        return feed;
    }

    /** Whatever happens to the broker, the wall waits for it: a dashboard must not end a night's work. */
    private void run() {
        while (!isStopped()) {
            try (KafkaConsumer<String, byte[]> opened =
                    new KafkaConsumer<>(reading, new StringDeserializer(), new ByteArrayDeserializer())) {
                consumer = opened;
                feed(opened);
            } catch (WakeupException | InterruptException e) {
                return;
            } catch (KafkaException e) {
                log.warn("the candidate wall can't be filled, and tries again: {}", e.getMessage());
                pause();
            }
        }
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }

    private void pause() {
        try {
            boolean unused = stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void feed(KafkaConsumer<String, byte[]> from) {
        List<TopicPartition> ofCandidates = partitions(from, settings.candidates());
        List<TopicPartition> ofScores = partitions(from, settings.scores());
        Map<TopicPartition, Long> ends = from.endOffsets(ofCandidates);
        from.assign(ofCandidates);
        seekBack(from, ends, CANDIDATES_BACK);
        while (!isStopped() && ends.entrySet().stream().anyMatch(end -> from.position(end.getKey()) < end.getValue())) {
            takeIn(from);
        }
        List<TopicPartition> both = new ArrayList<>(ofCandidates);
        both.addAll(ofScores);
        from.assign(both);
        seekBack(from, from.endOffsets(ofScores), SCORES_BACK);
        while (!isStopped()) {
            takeIn(from);
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> from, String topic) {
        return from.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private static void seekBack(KafkaConsumer<?, ?> from, Map<TopicPartition, Long> ends, long records) {
        Map<TopicPartition, Long> starts = new HashMap<>(from.beginningOffsets(ends.keySet()));
        long each = Math.max(1, records / Math.max(1, ends.size()));
        ends.forEach((partition, end) -> from.seek(partition, Math.max(starts.get(partition), end - each)));
    }

    private void takeIn(KafkaConsumer<String, byte[]> from) {
        for (ConsumerRecord<String, byte[]> record : from.poll(POLL)) {
            try {
                takeIn(record);
            } catch (SerializationException e) {
                complainOnce(record, e);
            }
        }
    }

    private void takeIn(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return;
        }
        if (record.topic().equals(settings.candidates())) {
            wall.add(candidates.deserialize(record.topic(), record.value()), record.value().length);
        } else if (record.key() != null && wall.holds(record.key())) {
            wall.addScore(scores.deserialize(record.topic(), record.value()));
        }
    }

    private void complainOnce(ConsumerRecord<?, ?> record, SerializationException problem) {
        if (!complained) {
            complained = true;
            log.warn(
                    "{}-{} offset {} is left out of the candidate wall, as will be others like it: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    problem.getMessage());
        }
    }

    @Override
    public void close() {
        stop.countDown();
        KafkaConsumer<String, byte[]> opened = consumer;
        if (opened != null) {
            opened.wakeup();
        }
        try {
            thread.join(CLOSE_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.arclet.stream;

import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The Kafka Streams settings that follow from ours; what a user gives for Kafka's clients comes on top of them, untouched. */
public final class StreamsProperties {
    private static final int MAX_RECORD = 8 * 1024 * 1024;

    private StreamsProperties() {}

    /**
     * For a stream that runs as {@code settings} say.
     *
     * @param client the user's own client settings, with {@code bootstrap.servers}
     * @param stateFolder where state stores live
     */
    public static Properties of(StreamSettings settings, Properties client, String stateFolder) {
        Properties p = new Properties();
        p.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
        p.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder);
        p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, settings.guarantee().kafkaName());
        p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitEvery().toMillis());
        p.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
        p.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, settings.deadLetters());
        p.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // An idle thread sleeps in poll while scores finish, so it must not sleep longer than the punctuation that
        // publishes them.
        p.put(StreamsConfig.POLL_MS_CONFIG, settings.publishEvery().toMillis());
        // Records are 100-300 kB: the defaults would buffer 1,000 of them a partition.
        p.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 200);
        // Two waiting tasks' worth of in-flight entries (about 20 kB each) and the hot objects' stamps.
        p.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 64L * 1024 * 1024);
        p.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        p.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), MAX_RECORD);
        p.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 200);
        // Until an instance that was killed is missed, its partitions stand still: by default for 45 s of the 60 that
        // Rubin allows itself.
        p.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MAX_RECORD);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 2);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        if (settings.guarantee() == StreamSettings.Guarantee.EXACTLY_ONCE) {
            Duration longestWait = max(settings.workerPatience(), settings.schemaPatience());
            p.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), (int)
                    longestWait.plusSeconds(30).toMillis());
        }
        p.putAll(client);
        return p;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}

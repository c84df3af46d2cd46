package dev.arclet.stream;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The Kafka Streams settings that follow from ours; what a user gives for Kafka's clients comes on top of them, untouched. */
public final class StreamsProperties {
    /** Most bytes of a record that is read or written; what the decoder takes, and room for its frame. */
    public static final int LARGEST_RECORD = (16 << 20) + (64 << 10);

    private static final List<String> CONSUMER_PREFIXES = List.of("", "consumer.", "main.consumer.");
    private static final List<String> PRODUCER_PREFIXES = List.of("", "producer.");
    private static final long USUAL_IN_FLIGHT_ENTRY = 24 << 10;
    private static final long CACHE_FOR_OBJECTS = 32 << 20;
    private static final int TASKS_A_THREAD = 2;
    private static final Duration NEW_TOPICS_SEEN_WITHIN = Duration.ofSeconds(30);

    private final Properties client;
    private final Properties all = new Properties();

    private StreamsProperties(Properties client) {
        this.client = client;
    }

    /**
     * For a stream that runs as {@code settings} say.
     *
     * @param client the user's own client settings, with {@code bootstrap.servers}
     * @param stateFolder where state stores live
     * @param ledger counts dead letters
     * @throws StartRefusedException if alerts come from topics by pattern and {@code auto.offset.reset} is not {@code earliest}
     */
    public static Properties of(StreamSettings settings, Properties client, String stateFolder, Ledger ledger) {
        StreamsProperties properties = new StreamsProperties(client);
        properties.setRoad(settings, stateFolder, ledger);
        properties.setConsumer(settings);
        properties.setProducer(settings);
        properties.all.putAll(client);
        return properties.all;
    }

    private void setRoad(StreamSettings settings, String stateFolder, Ledger ledger) {
        all.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
        all.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder);
        all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, settings.guarantee().kafkaName());
        all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitEvery().toMillis());
        all.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
        all.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, FailedSendHandler.class);
        all.put(DeadLetterHandler.LEDGER, ledger);
        all.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, settings.deadLetters());
        all.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        all.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        // An idle thread sleeps in poll while scores finish, so it must not sleep longer than the punctuation that
        // publishes them.
        all.put(StreamsConfig.POLL_MS_CONFIG, settings.publishEvery().toMillis());
        // Records are 100-300 kB: the defaults would buffer 1,000 of them a partition.
        all.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 200);
        // What does not fit is logged in full before its time, which is safe and costs the changelog more.
        long inFlight = (long) settings.threads() * TASKS_A_THREAD * settings.inFlightLimit() * USUAL_IN_FLIGHT_ENTRY;
        all.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_FOR_OBJECTS + inFlight);
    }

    private void setConsumer(StreamSettings settings) {
        consumer(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        if (settings.alertTopics().isPattern()) {
            requireEarliest(settings.alertTopics());
            consumer(ConsumerConfig.METADATA_MAX_AGE_CONFIG, (int) NEW_TOPICS_SEEN_WITHIN.toMillis());
        }
        consumer(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 << 20);
        // As large as the system finds right: with 64 kB a broker that is 10 ms away gives 6 MB/s, a fifth of what
        // Rubin sends.
        consumer(ConsumerConfig.RECEIVE_BUFFER_CONFIG, CommonClientConfigs.RECEIVE_BUFFER_LOWER_BOUND);
        consumer(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 200);
        // Until an instance that was killed is missed, its partitions stand still: by default for 45 s of the 60 that
        // Rubin allows itself.
        consumer(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        // A thread may wait for a schema and then for a worker, and must still be a member when it gives up.
        Duration waits =
                settings.workerPatience().plus(settings.schemaPatience()).multipliedBy(2);
        Duration pollEvery = max(Duration.ofMinutes(5), waits);
        consumer(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, (int) pollEvery.toMillis());
    }

    /** A new topic is seen a while after its first alerts. */
    private void requireEarliest(AlertTopics topics) {
        CONSUMER_PREFIXES.stream()
                .map(prefix -> client.getProperty(prefix + ConsumerConfig.AUTO_OFFSET_RESET_CONFIG))
                .filter(reset -> reset != null && !reset.equals("earliest"))
                .findFirst()
                .ifPresent(reset -> {
                    throw new StartRefusedException(
                            "Kafka's client settings have auto.offset.reset=%s, and alerts come from %s: of a new topic all that was sent before it was seen would be lost; leave the setting out, and say where to begin by --from-timestamp"
                                    .formatted(reset, topics));
                });
    }

    private void setProducer(StreamSettings settings) {
        producer(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_RECORD);
        // A cut-out alert is larger than Kafka's own batch of 16 kB, so that each would go in a request of its own.
        producer(ProducerConfig.LINGER_MS_CONFIG, 5);
        producer(ProducerConfig.SEND_BUFFER_CONFIG, CommonClientConfigs.SEND_BUFFER_LOWER_BOUND);
        producer(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        producer(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        if (settings.guarantee() == StreamSettings.Guarantee.EXACTLY_ONCE) {
            // A transaction of a killed instance holds up readers of committed records until it expires. One that
            // expires while its
            // thread waits for a worker costs a rejoin, not data.
            Duration timeout =
                    max(Duration.ofSeconds(20), settings.commitEvery().multipliedBy(3));
            producer(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) timeout.toMillis());
        }
    }

    private void consumer(String key, Object value) {
        setUnlessGiven(CONSUMER_PREFIXES, StreamsConfig.consumerPrefix(key), key, value);
    }

    private void producer(String key, Object value) {
        setUnlessGiven(PRODUCER_PREFIXES, StreamsConfig.producerPrefix(key), key, value);
    }

    /** Kafka Streams lets a prefixed setting win over a plain one, so a default of ours must not hide the user's plain one. */
    private void setUnlessGiven(List<String> prefixes, String prefixed, String key, Object value) {
        if (prefixes.stream().noneMatch(prefix -> client.containsKey(prefix + key))) {
            all.put(prefixed, value);
        }
    }

    private static Duration max(Duration... durations) {
        return Arrays.stream(durations).max(Duration::compareTo).orElseThrow();
    }
}

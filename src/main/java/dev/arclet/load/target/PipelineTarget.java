package dev.arclet.load.target;

import dev.arclet.latency.EpochMicros;
import dev.arclet.load.Answer;
import dev.arclet.load.Target;
import dev.arclet.stream.SentTime;
import dev.arclet.stream.StreamSettings;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A pipeline that runs, in this process or elsewhere: alerts go into its topic, and outcomes and dead letters are read as a consumer of
 * committed records reads them. Alerts are told apart by a header, which Arclet hands on as it does all others. One thread sends.
 */
public final class PipelineTarget implements Target {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);
    private static final int MICROS_DIGITS = 3;
    private static final int LARGEST_REQUEST = 16 << 20;

    private final StreamSettings topics;
    private final Packets packets;
    private final EpochMicros clock;
    private final Producer<byte[], byte[]> producer;
    private final NumberHeader header = NumberHeader.ofThisTest();
    private final OutcomeReader reader;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    /**
     * Connects, and reads on from where the output topics end now.
     *
     * @param topics of the pipeline
     * @param producer settings of the producer of alerts
     * @param consumer settings of the reader of outcomes
     * @param packets sent in turn
     * @param clock that stamps the pipeline's marks, where it runs in this process
     */
    public PipelineTarget(
            StreamSettings topics, Properties producer, Properties consumer, Packets packets, EpochMicros clock) {
        this.topics = topics;
        this.packets = packets;
        this.clock = clock;
        this.reader = new OutcomeReader(topics, consumer, header, clock);
        Properties sending = new Properties();
        sending.put(ProducerConfig.CLIENT_ID_CONFIG, "arclet-load");
        sending.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        sending.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
        sending.putAll(producer);
        this.producer = new KafkaProducer<>(sending, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void answerTo(Consumer<Answer> sink) {
        reader.answerTo(sink);
    }

    /** Blocks while the producer's buffer is full. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of the outcome
    public void send(long number) {
        throwFailure();
        // The producer copies the packet before it returns, so that its array may be written over.
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topics.alerts(), packets.next());
        record.headers().add(NumberHeader.NAME, header.of(number));
        record.headers().add(SentTime.HEADER, millisText(clock.now()));
        producer.send(record, (sent, problem) -> {
            if (problem != null) {
                failure.compareAndSet(null, problem);
            }
        });
    }

    private void throwFailure() {
        Optional<Exception> problem = Optional.ofNullable(failure.get()).or(reader::failure);
        if (problem.isPresent()) {
            throw new IllegalStateException(
                    "the load test's own Kafka client failed: " + problem.get().getMessage(), problem.get());
        }
    }

    private static byte[] millisText(long epochMicros) {
        return BigDecimal.valueOf(epochMicros, MICROS_DIGITS).toPlainString().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        producer.close(CLOSE_WITHIN);
        reader.close();
    }
}

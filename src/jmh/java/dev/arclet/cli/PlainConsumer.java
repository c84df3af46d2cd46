package dev.arclet.cli;

import dev.arclet.alert.AlertDecoder;
import dev.arclet.kafka.ClientSettings;
import dev.arclet.latency.EpochMicros;
import dev.arclet.latency.Timeline;
import dev.arclet.load.Answer;
import dev.arclet.load.Target;
import dev.arclet.load.target.Packets;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The least that can be done with alerts: they go through the broker, and a consumer reads their bytes. */
final class PlainConsumer implements Target {
    private static final String NUMBER = "number";

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Packets packets;
    private final String topic;
    private final EpochMicros clock = EpochMicros.system();
    private final Thread thread = new Thread(this::run, "plain-consumer");
    private volatile Consumer<Answer> sink = answer -> {};
    private volatile boolean closing;

    PlainConsumer(ClientSettings client, String topic, LoadAlerts alerts, AlertDecoder decoder) {
        this.topic = topic;
        this.packets = alerts.numbered(decoder);
        Properties sending = client.producer();
        sending.put(ProducerConfig.CLIENT_ID_CONFIG, "arclet-load");
        sending.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        this.producer = new KafkaProducer<>(sending, new ByteArraySerializer(), new ByteArraySerializer());
        Properties reading = client.consumer();
        reading.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 << 20);
        this.consumer = new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread.start();
    }

    EpochMicros clock() {
        return clock;
    }

    @Override
    public void answerTo(Consumer<Answer> next) {
        sink = next;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what does not arrive is missed by the load test
    public void send(long number) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, packets.next());
        record.headers()
                .add(NUMBER, ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        producer.send(record);
    }

    private void run() {
        try (consumer) {
            while (!closing) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    long number = ByteBuffer.wrap(
                                    record.headers().lastHeader(NUMBER).value())
                            .getLong();
                    sink.accept(new Answer(number, Answer.Ending.SCORED, clock.now(), Timeline.empty(), 0));
                }
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        producer.close(Duration.ofSeconds(5));
    }
}

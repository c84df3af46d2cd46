package dev.arclet.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends alerts with ids 1 to n at a steady rate from a thread of its own: three alerts an object, in i, r and g. */
public final class AlertFeed implements AutoCloseable {
    private static final String[] BANDS = {"i", "r", "g"};

    private final KafkaProducer<byte[], byte[]> producer;
    private final CompletableFuture<Void> sending;

    private AlertFeed(KafkaProducer<byte[], byte[]> producer, CompletableFuture<Void> sending) {
        this.producer = producer;
        this.sending = sending;
    }

    public static AlertFeed start(String bootstrap, String topic, int alerts, int perSecond) {
        Properties p = new Properties();
        p.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        p.put(ProducerConfig.ACKS_CONFIG, "all");
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(p, new ByteArraySerializer(), new ByteArraySerializer());
        return new AlertFeed(producer, CompletableFuture.runAsync(() -> send(producer, topic, alerts, perSecond)));
    }

    /** The ids of all alerts that a feed of this length sends. */
    public static Set<Long> ids(int alerts) {
        return LongStream.rangeClosed(1, alerts).boxed().collect(Collectors.toSet());
    }

    /** Waits until all are with the broker. */
    public void awaitSent() throws Exception {
        sending.get(60, TimeUnit.SECONDS);
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String topic, int alerts, int perSecond) {
        long start = System.nanoTime();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int id = 1; id <= alerts; id++) {
            long due = start + id * 1_000_000_000L / perSecond;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            byte[] packet = TestPackets.alert(id, 1 + id / 3, BANDS[id % 3]);
            sent.add(producer.send(new ProducerRecord<>(topic, packet)));
        }
        producer.flush();
        for (Future<RecordMetadata> record : sent) {
            requireSent(record);
        }
    }

    private static void requireSent(Future<RecordMetadata> record) {
        try {
            record.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("an alert could not be sent", e);
        }
    }

    @Override
    public void close() {
        sending.cancel(true);
        producer.close();
    }
}

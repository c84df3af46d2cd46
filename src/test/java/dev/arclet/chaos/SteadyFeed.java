package dev.arclet.chaos;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The telescope's side: sends alerts at a steady rate from a thread of its own, whatever happens to the others, until it is closed. An
 * alert that the broker does not acknowledge fails the run, for then nobody knows whether it was sent.
 */
final class SteadyFeed implements AutoCloseable {
    /** Header with the alert's number as int32. */
    static final String NUMBER_HEADER = "chaos.number";

    private static final int FIRST_SCHEMA = 9900;

    private final KafkaProducer<byte[], byte[]> producer;
    private final int perSecond;
    private final Sent.Sky sky;
    private final List<Sent> sent = Collections.synchronizedList(new ArrayList<>());
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Thread thread;

    private final AtomicInteger schemaId = new AtomicInteger(FIRST_SCHEMA);
    private volatile boolean twice;
    private volatile boolean ended;

    private SteadyFeed(String bootstrap, int perSecond, Sent.Sky sky) {
        Properties settings = new Properties();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.perSecond = perSecond;
        this.sky = sky;
        this.thread = new Thread(this::send, "chaos-feed");
    }

    static SteadyFeed start(String bootstrap, int perSecond) {
        return start(bootstrap, perSecond, Sent.Sky.PLAIN);
    }

    static SteadyFeed start(String bootstrap, int perSecond, Sent.Sky sky) {
        SteadyFeed feed = new SteadyFeed(bootstrap, perSecond, sky);
        feed.thread.start();
        return feed;
    }

    /** From now on alerts come under a schema id that nobody has seen yet. */
    void changeSchema() {
        schemaId.incrementAndGet();
    }

    /** Whether each scorable alert is sent twice. */
    void sendTwice(boolean yes) {
        twice = yes;
    }

    /** How many have been sent so far. */
    int count() {
        return sent.size();
    }

    /** Those sent so far, the one with number n at place n. */
    List<Sent> sent() {
        synchronized (sent) {
            return List.copyOf(sent);
        }
    }

    private void send() {
        long due = System.nanoTime();
        for (long sourceId = 1; !ended; sourceId++) {
            due += 1_000_000_000L / perSecond;
            LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
            Sent alert = Sent.of(sent.size(), sourceId);
            int partition = (int) (sourceId % HarnessTopics.PARTITIONS);
            byte[] packet = alert.packet(schemaId.get(), sky);
            send(alert, partition, packet);
            if (twice && alert.kind() == Sent.Kind.SCORABLE) {
                // Behind its original, or it would be the original.
                send(alert.copy(sent.size()), partition, packet);
            }
        }
    }

    private void send(Sent alert, int partition, byte[] packet) {
        sent.add(alert);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(HarnessTopics.ALERTS, partition, null, packet);
        record.headers()
                .add(
                        NUMBER_HEADER,
                        ByteBuffer.allocate(Integer.BYTES)
                                .putInt(alert.number())
                                .array());
        Future<RecordMetadata> unused = producer.send(record, (metadata, e) -> {
            if (e != null) {
                failure.compareAndSet(null, e);
            }
        });
    }

    /** Sends no more, and waits until the broker has all. */
    void stop() throws InterruptedException {
        ended = true;
        thread.join();
        producer.flush();
        if (failure.get() != null) {
            throw new IllegalStateException("the feed could not send an alert", failure.get());
        }
    }

    @Override
    public void close() {
        ended = true;
        producer.close(java.time.Duration.ofSeconds(5));
    }
}

package dev.arclet.cli;

import dev.arclet.alert.AlertDecoder;
import dev.arclet.kafka.ClientSettings;
import dev.arclet.night.Pace;
import dev.arclet.night.Packet;
import dev.arclet.night.Replay;
import dev.arclet.night.ReplayException;
import dev.arclet.night.ReplayListener;
import dev.arclet.night.ReplaySpeed;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends packets into a topic on a thread of its own, from its start until they are all sent or it is closed. */
final class NightSender implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(NightSender.class);
    private static final int LARGEST_REQUEST = 8 << 20;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final ClientSettings client;
    private final String topic;
    private final AlertDecoder decoder;
    private final ReplaySpeed pace;
    private final ExecutorService executor;
    private final Future<Long> sending;

    /** Starts to send. */
    NightSender(Iterator<Packet> packets, ClientSettings client, String topic, AlertDecoder decoder, ReplaySpeed pace) {
        this.client = client;
        this.topic = topic;
        this.decoder = decoder;
        this.pace = pace;
        this.executor = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "arclet-sender");
            thread.setDaemon(true);
            return thread;
        });
        this.sending = executor.submit(() -> send(packets));
    }

    private long send(Iterator<Packet> packets) throws ReplayException, InterruptedException {
        Properties settings = client.producer();
        settings.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            return new Replay(producer, topic, decoder, new Pace.OfTheNight(pace, Optional.empty()))
                    .run(untilInterrupted(packets), ReplayListener.none())
                    .packets();
        } finally {
            // An interrupted thread can't wait for the producer's own, and the producer would log that as an error.
            boolean interrupted = Thread.interrupted();
            producer.close(interrupted ? Duration.ZERO : CLOSE_WITHIN);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A replay that is behind its schedule never sleeps, and so would not hear of an interruption. */
    private static Iterator<Packet> untilInterrupted(Iterator<Packet> packets) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !Thread.currentThread().isInterrupted() && packets.hasNext();
            }

            @Override
            public Packet next() {
                return packets.next();
            }
        };
    }

    boolean isDone() {
        return sending.isDone();
    }

    /**
     * Waits for the end; how many were sent.
     *
     * @throws UserError if not all could be sent, with the reason
     */
    long sent() throws InterruptedException {
        try {
            return sending.get();
        } catch (ExecutionException e) {
            throw new UserError("the night can't be sent: " + Trouble.describe(e.getCause()), e.getCause());
        }
    }

    /** Stops sending, wherever it is. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                log.debug(
                        "the sender did not stop within {} ms; as a daemon it ends with the process",
                        FAREWELL.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

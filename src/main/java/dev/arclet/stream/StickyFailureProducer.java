package dev.arclet.stream;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A producer whose {@link #flush} tells the truth: it succeeds only if every record that was ever given to it has been acknowledged. What
 * Kafka Streams commits at least once rests on it, and Kafka 4.3 has two holes there:
 *
 * <ul>
 *   <li>A batch that is too large for the topic is split and sent again, and the producer's own flush does not wait for the parts. If
 *       they fail, what depends on them has been committed.
 *   <li>Kafka Streams keeps one failure for all tasks of a thread and forgets it when it throws it, at whichever task comes first. While
 *       a thread closes, the next task, whose record it was, may commit.
 * </ul>
 *
 * Sent to by one thread at a time, as Kafka Streams does.
 */
final class StickyFailureProducer extends KafkaProducer<byte[], byte[]> {
    private static final Duration LONGEST_FLUSH = Duration.ofMinutes(4);
    private static final long LOOK_AGAIN_NANOS = 1_000_000;

    private final AtomicLong unanswered = new AtomicLong();
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    private final FlushCount flushes;

    StickyFailureProducer(Map<String, Object> settings, FlushCount flushes) {
        super(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.flushes = flushes;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        unanswered.incrementAndGet();
        try {
            return super.send(record, (metadata, exception) -> {
                if (exception != null) {
                    failure.compareAndSet(null, exception);
                }
                unanswered.decrementAndGet();
                if (callback != null) {
                    callback.onCompletion(metadata, exception);
                }
            });
        } catch (RuntimeException e) {
            unanswered.decrementAndGet();
            throw e;
        }
    }

    @Override
    public void flush() {
        long end = System.nanoTime() + LONGEST_FLUSH.toNanos();
        super.flush();
        while (unanswered.get() > 0) {
            if (System.nanoTime() > end) {
                throw new KafkaException(unanswered.get() + " records have not been acknowledged within "
                        + LONGEST_FLUSH.toSeconds() + " s");
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            super.flush();
        }
        if (failure.get() != null) {
            throw new KafkaException(
                    "an earlier record could not be sent: " + failure.get().getMessage(), failure.get());
        }
        flushes.count();
    }
}

package dev.arclet.stream;

import dev.arclet.stream.state.InFlight;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What a task has handed to the pool and not yet published, by the order of its arrival. It lives in a state store, so that it outlives
 * the task: Kafka Streams commits an alert's offset once {@code process} returns, long before its score is there.
 */
final class InFlightLog {
    private final KeyValueStore<Long, InFlight> store;
    private long next;

    /** Goes on where the store ends. */
    InFlightLog(KeyValueStore<Long, InFlight> store) {
        this.store = store;
    }

    /** Hands each entry that an earlier life of this task left to {@code consumer}, oldest first. */
    void recover(BiConsumer<Long, InFlight> consumer) {
        try (KeyValueIterator<Long, InFlight> entries = store.all()) {
            entries.forEachRemaining(entry -> {
                next = entry.key + 1;
                consumer.accept(entry.key, entry.value);
            });
        }
    }

    /** Adds an entry behind all others; returns its number. */
    long add(InFlight entry) {
        store.put(next, entry);
        return next++;
    }

    void remove(long number) {
        store.delete(number);
    }
}

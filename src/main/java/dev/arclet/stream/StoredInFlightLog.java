package dev.arclet.stream;

import dev.arclet.stream.state.InFlight;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** An in-flight log in a state store, whose changelog brings it back on any machine. */
final class StoredInFlightLog implements InFlightLog {
    private final KeyValueStore<Long, InFlight> store;
    private long next;

    StoredInFlightLog(KeyValueStore<Long, InFlight> store) {
        this.store = store;
    }

    @Override
    public void recover(BiConsumer<Long, InFlight> consumer) {
        try (KeyValueIterator<Long, InFlight> entries = store.all()) {
            entries.forEachRemaining(entry -> {
                next = entry.key + 1;
                consumer.accept(entry.key, entry.value);
            });
        }
    }

    @Override
    public long add(InFlight entry) {
        store.put(next, entry);
        return next++;
    }

    @Override
    public void remove(long number) {
        store.delete(number);
    }

    /** Nothing waits to be removed. */
    @Override
    public void tidy() {}
}

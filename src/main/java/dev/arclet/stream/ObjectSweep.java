package dev.arclet.stream;

import dev.arclet.latency.EpochMicros;
import dev.arclet.stream.state.ObjectState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Forgets objects of which no alert came for long. Without it the state, 12 kB an object, would grow for as many years as the survey goes
 * on. Each call looks at a few objects and goes on where the one before it stopped, from the first again after the last, so that no alert
 * waits for it: 8.6 million objects a day.
 *
 * <p>An object whose last day is not told, of a state of an earlier version, counts as seen on the day on which it is looked at.
 *
 * <p>For the task's thread.
 */
final class ObjectSweep {
    static final Duration EVERY = Duration.ofSeconds(1);

    private static final int OBJECTS_A_CALL = 100;

    private final KeyValueStore<String, ObjectState> objects;
    private final long keepDays;
    private final EpochMicros clock;

    /** The first that the next call looks at; null: the first of all. */
    private String next;

    /** @param keep whole days, since the day of the last alert is all that is known */
    ObjectSweep(KeyValueStore<String, ObjectState> objects, Duration keep, EpochMicros clock) {
        this.objects = objects;
        this.keepDays = keep.toDays();
        this.clock = clock;
    }

    /** Looks at the next few; returns how many of them it forgot. */
    int goOn() {
        int today = ObjectMemory.day(clock.now());
        int forgotten = 0;
        for (KeyValue<String, ObjectState> object : nextFew()) {
            int lastDay = object.value.getLastDay();
            if (lastDay == ObjectMemory.DAY_NOT_TOLD) {
                objects.put(object.key, ObjectMemory.seenOn(today, object.value));
            } else if (today - lastDay > keepDays) {
                objects.delete(object.key);
                forgotten++;
            }
        }
        return forgotten;
    }

    private List<KeyValue<String, ObjectState>> nextFew() {
        List<KeyValue<String, ObjectState>> few = new ArrayList<>(OBJECTS_A_CALL);
        try (KeyValueIterator<String, ObjectState> rest = objects.range(next, null)) {
            while (few.size() < OBJECTS_A_CALL && rest.hasNext()) {
                few.add(rest.next());
            }
            next = rest.hasNext() ? rest.peekNextKey() : null;
        }
        return few;
    }
}

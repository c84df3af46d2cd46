package dev.arclet.stream;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the tasks of a stream have come and what each would go on with next, for whoever wants to know what waits and why. A task
 * writes a field or two; all else is made when somebody asks. Thread-safe.
 */
public final class HeadsOfLine {
    private final Set<Task> tasks = ConcurrentHashMap.newKeySet();

    /**
     * One of the tasks that has a line.
     *
     * @param head gives its head; empty where nothing waits with it
     * @param lastTaken the last record that it has taken up
     */
    record Task(Supplier<Optional<Head>> head, LastTaken lastTaken) {}

    /** Where a record is. */
    record Place(TopicPartition partition, long offset) {}

    /**
     * An alert that others wait for.
     *
     * @param what names it and says what it waits for
     * @param sinceMicros epoch microseconds from when on
     */
    public record Head(String what, long sinceMicros) {}

    void add(Task task) {
        tasks.add(task);
    }

    void remove(Task task) {
        tasks.remove(task);
    }

    /** The offsets up to which records have been taken up, committed or not, where any has been. */
    Map<TopicPartition, Long> taken() {
        Map<TopicPartition, Long> taken = new HashMap<>();
        tasks.forEach(task -> task.lastTaken()
                .place()
                .ifPresent(place -> taken.merge(place.partition(), place.offset() + 1, Math::max)));
        return taken;
    }

    /** The one that has waited longest; empty where none waits. */
    public Optional<Head> oldest() {
        return tasks.stream()
                .flatMap(task -> task.head().get().stream())
                .min(Comparator.comparingLong(Head::sinceMicros));
    }
}

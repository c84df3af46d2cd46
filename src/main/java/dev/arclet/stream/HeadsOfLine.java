package dev.arclet.stream;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the tasks of a stream would go on with next, for whoever wants to know why none goes on. A task writes one reference where its
 * head changes; the words are made when somebody asks. Thread-safe.
 */
public final class HeadsOfLine {
    private final Set<Task> tasks = ConcurrentHashMap.newKeySet();

    /** One of the tasks that has a line. */
    interface Task {
        /** Its head; empty where nothing waits with it. */
        Optional<Head> head();
    }

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

    /** The one that has waited longest; empty where none waits. */
    public Optional<Head> oldest() {
        return tasks.stream().flatMap(task -> task.head().stream()).min(Comparator.comparingLong(Head::sinceMicros));
    }
}

package dev.arclet.stream;

import dev.arclet.stream.state.InFlight;
import java.util.function.BiConsumer;

/**
 * What a task has handed to the pool and not yet published, by the order of its arrival. It outlives the task: Kafka Streams commits an
 * alert's offset once {@code process} returns, long before its score is there.
 */
interface InFlightLog {

    /** Hands each entry that an earlier life of this task left to {@code consumer}, oldest first. Called once, before all else. */
    void recover(BiConsumer<Long, InFlight> consumer);

    /** Adds an entry behind all others; returns its number. */
    long add(InFlight entry);

    /** An entry's outcome has been published: the entry goes, at once or as soon as it safely can. */
    void remove(long number);

    /** Removes what can go by now. Called often. */
    void tidy();
}

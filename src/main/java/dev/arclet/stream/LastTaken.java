package dev.arclet.stream;

import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** The last record that a task has taken up. Written by its thread, at the cost of two fields; read by any. */
final class LastTaken {
    private volatile TopicPartition partition;
    private volatile long offset;

    /** The record that is in {@code process} now. */
    void set(ProcessingContext context) {
        Optional<RecordMetadata> record = context.recordMetadata();
        if (record.isPresent()) {
            set(record.get());
        }
    }

    private void set(RecordMetadata record) {
        TopicPartition before = partition;
        if (before != null
                && before.partition() == record.partition()
                && before.topic().equals(record.topic())) {
            offset = record.offset();
        } else {
            partition = null;
            offset = record.offset();
            partition = new TopicPartition(record.topic(), record.partition());
        }
    }

    /** A task that begins again goes back to what is committed. */
    void forget() {
        partition = null;
    }

    Optional<HeadsOfLine.Place> place() {
        TopicPartition where = partition;
        return where == null ? Optional.empty() : Optional.of(new HeadsOfLine.Place(where, offset));
    }
}

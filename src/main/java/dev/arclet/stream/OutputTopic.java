package dev.arclet.stream;

import dev.arclet.record.LensCandidate;
import dev.arclet.record.LensScore;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * A topic of those scores that someone downstream wants, beside the topics that every pipeline has.
 *
 * @param topic its name
 * @param form how records lie in it
 * @param selection which scores go to it
 */
public record OutputTopic(String topic, Form form, Selection selection) {

    /** How records lie in a topic. */
    public enum Form {
        /** As on the candidates topic: {@link LensCandidate} with the pictures, in Rubin's framing. */
        CANDIDATE,
        /** As on the scores topic: {@link LensScore} in Rubin's framing. */
        SCORE,
        /** The {@link LensScore} as JSON text. */
        JSON
    }

    /** The same under another name. */
    public OutputTopic named(String other) {
        return new OutputTopic(other, form, selection);
    }

    /** The record to publish of an outcome that is selected. */
    SpecificRecord record(LensScore score, Supplier<LensCandidate> candidate) {
        return form == Form.CANDIDATE ? candidate.get() : score;
    }

    Serializer<SpecificRecord> serializer() {
        return switch (form) {
            case CANDIDATE -> new WireSerializer<>(PublishedRecords.LENS_CANDIDATE_ID);
            case SCORE -> new WireSerializer<>(PublishedRecords.LENS_SCORE_ID);
            case JSON -> (topic, record) -> record == null ? null : JsonRecords.bytes(record);
        };
    }
}

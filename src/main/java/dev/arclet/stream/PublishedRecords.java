package dev.arclet.stream;

import dev.arclet.record.LensCandidate;
import dev.arclet.record.LensScore;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** How the records that Arclet publishes lie on the wire, with the ids that {@code schemas/ids.properties} gives them. */
public final class PublishedRecords {
    static {
        AvroTrust.establish();
    }

    /** Schema id of {@link LensScore}. */
    public static final int LENS_SCORE_ID = 100;

    /** Schema id of {@link LensCandidate}. */
    public static final int LENS_CANDIDATE_ID = 200;

    private PublishedRecords() {}

    /** For the scores topic. */
    public static Serde<LensScore> lensScores() {
        return Serdes.serdeFrom(
                new WireSerializer<>(LENS_SCORE_ID), deserializer(LENS_SCORE_ID, LensScore.getClassSchema()));
    }

    /** For the candidates topic. */
    public static Serde<LensCandidate> lensCandidates() {
        return Serdes.serdeFrom(
                new WireSerializer<>(LENS_CANDIDATE_ID),
                deserializer(LENS_CANDIDATE_ID, LensCandidate.getClassSchema()));
    }

    private static <T> Deserializer<T> deserializer(int schemaId, Schema schema) {
        return (topic, bytes) -> {
            if (bytes == null) {
                return null;
            }
            ByteBuffer head = ByteBuffer.wrap(bytes);
            if (bytes.length < 5 || head.get() != 0 || head.getInt() != schemaId) {
                throw new SerializationException(
                        "record in topic " + topic + " is no " + schema.getName() + " (schema id " + schemaId + ")");
            }
            try {
                return new SpecificDatumReader<T>(schema)
                        .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
            } catch (IOException e) {
                throw new SerializationException("record in topic " + topic + " is a damaged " + schema.getName(), e);
            }
        };
    }
}

package dev.arclet.stream;

import dev.arclet.alert.ClasspathSchemas;
import dev.arclet.alert.SchemaUnavailableException;
import dev.arclet.alert.WireFormat;
import dev.arclet.record.LensCandidate;
import dev.arclet.record.LensScore;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * How the records that Arclet publishes lie on the wire, with the ids that {@code schemas/ids.properties} gives them. What earlier versions
 * wrote (ids of the same hundred) is read too; what they did not know of has its default.
 */
public final class PublishedRecords {
    static {
        AvroTrust.establish();
    }

    /** Schema id of {@link LensScore}. */
    public static final int LENS_SCORE_ID = 101;

    /** Schema id of {@link LensCandidate}. */
    public static final int LENS_CANDIDATE_ID = 201;

    private static final int MINORS = 100;

    private PublishedRecords() {}

    /** For the scores topic. */
    public static Serde<LensScore> lensScores() {
        return Serdes.serdeFrom(
                new WireSerializer<>(LENS_SCORE_ID), new Reader<>(LENS_SCORE_ID, LensScore.getClassSchema()));
    }

    /** For the candidates topic. */
    public static Serde<LensCandidate> lensCandidates() {
        return Serdes.serdeFrom(
                new WireSerializer<>(LENS_CANDIDATE_ID),
                new Reader<>(LENS_CANDIDATE_ID, LensCandidate.getClassSchema()));
    }

    /** Whether a record's value is a {@link LensScore} by its head, of this version or another. */
    public static boolean isLensScore(byte[] value) {
        return isVersionOf(LENS_SCORE_ID, value);
    }

    /** Whether a record's value is a {@link LensCandidate} by its head, of this version or another. */
    public static boolean isLensCandidate(byte[] value) {
        return isVersionOf(LENS_CANDIDATE_ID, value);
    }

    private static boolean isVersionOf(int schemaId, byte[] value) {
        return WireFormat.matches(value) && WireFormat.schemaId(value) / MINORS == schemaId / MINORS;
    }

    /** Reads a record by the schema that it was written with. Thread-safe. */
    private static final class Reader<T> implements Deserializer<T> {
        private final int schemaId;
        private final Schema schema;
        private final Map<Integer, Schema> writers = new ConcurrentHashMap<>();

        private Reader(int schemaId, Schema schema) {
            this.schemaId = schemaId;
            this.schema = schema;
            writers.put(schemaId, schema);
        }

        @Override
        public T deserialize(String topic, byte[] bytes) {
            if (bytes == null) {
                return null;
            }
            if (!isVersionOf(schemaId, bytes)) {
                throw new SerializationException(
                        "record in topic " + topic + " is no " + schema.getName() + " (schema id " + schemaId + ")");
            }
            Schema writer = writers.computeIfAbsent(WireFormat.schemaId(bytes), id -> find(topic, id));
            try {
                return new SpecificDatumReader<T>(writer, schema)
                        .read(
                                null,
                                DecoderFactory.get()
                                        .binaryDecoder(
                                                bytes,
                                                WireFormat.HEADER_BYTES,
                                                bytes.length - WireFormat.HEADER_BYTES,
                                                null));
            } catch (IOException | AvroRuntimeException e) {
                throw new SerializationException("record in topic " + topic + " is a damaged " + schema.getName(), e);
            }
        }

        private Schema find(String topic, int id) {
            try {
                Optional<Schema> writer = new ClasspathSchemas().byId(id);
                return writer.orElseThrow(() -> new SerializationException("record in topic " + topic + " is a "
                        + schema.getName() + " of schema id " + id + ", which is newer than this Arclet (" + schemaId
                        + "); update it"));
            } catch (SchemaUnavailableException e) {
                throw new SerializationException(e.getMessage(), e);
            }
        }
    }
}

package dev.arclet.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes a published record as Rubin writes its alerts: byte 0, the schema id as a big-endian int32, the bare Avro datum. Any consumer
 * that speaks Confluent's wire format reads it. Thread-safe, for Kafka Streams shares one serializer between its threads.
 */
public final class WireSerializer<T extends SpecificRecord> implements Serializer<T> {
    private static final int USUAL_SIZE = 512;

    private final int schemaId;

    /** For records of the schema with this id in {@code schemas/ids.properties}. */
    public WireSerializer(int schemaId) {
        this.schemaId = schemaId;
    }

    @Override
    public byte[] serialize(String topic, T record) {
        if (record == null) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
        bytes.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(schemaId).array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new SpecificDatumWriter<T>(record.getSchema()).write(record, encoder);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "record for topic " + topic + " could not be written as schema " + schemaId, e);
        }
        return bytes.toByteArray();
    }
}

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
 * that speaks Confluent's wire format reads it. Used by one thread at a time, as Kafka's clients do.
 */
public final class WireSerializer<T extends SpecificRecord> implements Serializer<T> {
    private final int schemaId;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    private BinaryEncoder encoder;

    /** For records of the schema with this id in {@code schemas/ids.properties}. */
    public WireSerializer(int schemaId) {
        this.schemaId = schemaId;
    }

    @Override
    public byte[] serialize(String topic, T record) {
        if (record == null) {
            return null;
        }
        bytes.reset();
        bytes.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(schemaId).array());
        encoder = EncoderFactory.get().directBinaryEncoder(bytes, encoder);
        try {
            new SpecificDatumWriter<T>(record.getSchema()).write(record, encoder);
        } catch (IOException e) {
            throw new UncheckedIOException("record for topic " + topic + " could not be written as schema " + schemaId, e);
        }
        return bytes.toByteArray();
    }
}

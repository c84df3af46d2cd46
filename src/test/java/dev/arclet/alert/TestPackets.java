package dev.arclet.alert;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Packets in the style of Rubin's, made of a small schema of our own. */
public final class TestPackets {
    /** Id of {@link #SCHEMA} for {@link #decoder()}. */
    public static final int SCHEMA_ID = 9900;

    public static final Schema SCHEMA = SchemaText.parse("""
            {"type": "record", "namespace": "lsst.v99_0", "name": "alert", "fields": [
              {"name": "diaSourceId", "type": "long"},
              {"name": "diaSource", "type": {"type": "record", "name": "diaSource", "fields": [
                {"name": "diaSourceId", "type": "long"},
                {"name": "visit", "type": "long"},
                {"name": "diaObjectId", "type": ["null", "long"]},
                {"name": "ssObjectId", "type": ["null", "long"]},
                {"name": "midpointMjdTai", "type": "double"},
                {"name": "ra", "type": "double"},
                {"name": "dec", "type": "double"},
                {"name": "snr", "type": ["null", "float"]},
                {"name": "reliability", "type": ["null", "float"]},
                {"name": "isDipole", "type": ["null", "boolean"]},
                {"name": "band", "type": ["null", "string"]}
              ]}},
              {"name": "prvDiaSources", "type": ["null", {"type": "array", "items": "lsst.v99_0.diaSource"}]},
              {"name": "diaObject", "type": ["null", {"type": "record", "name": "diaObject", "fields": [
                {"name": "diaObjectId", "type": "long"},
                {"name": "ra", "type": "double"},
                {"name": "dec", "type": "double"}
              ]}]},
              {"name": "cutoutDifference", "type": ["null", "bytes"]},
              {"name": "cutoutScience", "type": ["null", "bytes"]},
              {"name": "cutoutTemplate", "type": ["null", "bytes"]}
            ]}
            """);

    private TestPackets() {}

    /** Reads {@link #SCHEMA} and, in containers, whatever the shipped profiles do. */
    public static AlertDecoder decoder() {
        return decoder(DecodeLimits.defaults());
    }

    public static AlertDecoder decoder(DecodeLimits limits) {
        try {
            return new AlertDecoder(
                    SurveyProfiles.load(SurveyProfiles.SHIPPED),
                    id -> id == SCHEMA_ID ? Optional.of(SCHEMA) : Optional.empty(),
                    limits);
        } catch (SurveyProfileException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An alert with everything in it and a history of two. */
    public static GenericRecord alert() {
        GenericRecord alert = new GenericData.Record(SCHEMA);
        alert.put("diaSourceId", 7001L);
        alert.put("diaSource", source(7001L));
        alert.put("prvDiaSources", List.of(source(6001L), source(5001L)));
        alert.put("diaObject", object(42L));
        alert.put("cutoutDifference", bytes("difference image"));
        alert.put("cutoutScience", bytes("science image"));
        alert.put("cutoutTemplate", bytes("template image"));
        return alert;
    }

    public static GenericRecord source(long id) {
        GenericRecord source =
                new GenericData.Record(SCHEMA.getField("diaSource").schema());
        source.put("diaSourceId", id);
        source.put("visit", 2026112400123L);
        source.put("diaObjectId", 42L);
        source.put("ssObjectId", 0L);
        source.put("midpointMjdTai", 61368.25);
        source.put("ra", 53.1);
        source.put("dec", -27.8);
        source.put("snr", 12.5f);
        source.put("reliability", 0.75f);
        source.put("isDipole", true);
        source.put("band", "r");
        return source;
    }

    public static GenericRecord object(long id) {
        GenericRecord object = new GenericData.Record(
                SCHEMA.getField("diaObject").schema().getTypes().get(1));
        object.put("diaObjectId", id);
        object.put("ra", 53.1001);
        object.put("dec", -27.8001);
        return object;
    }

    /** {@link #alert()} with one value of its source changed. */
    public static GenericRecord alertWithSource(String field, Object value) {
        GenericRecord alert = alert();
        ((GenericRecord) alert.get("diaSource")).put(field, value);
        return alert;
    }

    public static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] datum(GenericRecord record) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] wire(GenericRecord record) {
        return WireFormat.frame(SCHEMA_ID, ByteBuffer.wrap(datum(record)));
    }

    public static byte[] container(CodecFactory codec, GenericRecord... records) {
        return container(records[0].getSchema(), codec, records);
    }

    private static byte[] container(Schema schema, CodecFactory codec, GenericRecord... records) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>())) {
            writer.setCodec(codec);
            writer.create(schema, out);
            for (GenericRecord record : records) {
                writer.append(record);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public static byte[] emptyContainer() {
        return container(SCHEMA, CodecFactory.nullCodec());
    }

    public static byte[] container(GenericRecord... records) {
        return container(CodecFactory.nullCodec(), records);
    }

    /** A container around any bytes, whose header says what it is told. */
    public static byte[] rawContainer(String schema, String codec, byte[] block) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            byte[] sync = new byte[16];
            encoder.writeFixed(new byte[] {'O', 'b', 'j', 1});
            encoder.writeMapStart();
            encoder.setItemCount(2);
            encoder.startItem();
            encoder.writeString("avro.schema");
            encoder.writeBytes(bytes(schema));
            encoder.startItem();
            encoder.writeString("avro.codec");
            encoder.writeBytes(bytes(codec));
            encoder.writeMapEnd();
            encoder.writeFixed(sync);
            encoder.writeLong(1);
            encoder.writeBytes(block);
            encoder.writeFixed(sync);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

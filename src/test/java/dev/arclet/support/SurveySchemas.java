package dev.arclet.support;

import dev.arclet.alert.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Schemas as a survey changes them: with each major another namespace, with each version other fields in other places and other
 * nullability. And packets written with them, or with anybody's schema that has the same fields.
 */
public final class SurveySchemas {
    private static final List<String> CUTOUTS = List.of("cutoutDifference", "cutoutScience", "cutoutTemplate");

    private SurveySchemas() {}

    /** The schema with this id, MAJOR*100+MINOR; versions differ as their numbers do. */
    public static Schema schema(int id) {
        int major = id / 100;
        int minor = id % 100;
        String text = major % 2 == 0 ? "\"string\"" : "[\"null\", \"string\"]";
        String ssObject = major % 2 == 0 ? "\"long\"" : "[\"null\", \"long\"]";
        List<String> source = new ArrayList<>(List.of(
                field("diaSourceId", "\"long\""),
                field("visit", "\"long\""),
                field("diaObjectId", "[\"null\", \"long\"]"),
                field("ssObjectId", ssObject),
                field("midpointMjdTai", "\"double\""),
                field("ra", "\"double\""),
                field("dec", "\"double\""),
                field("band", text)));
        for (int i = 0; i < minor; i++) {
            source.add(i, field("addedIn" + major + "_" + (i + 1), "[\"null\", \"float\"]"));
        }
        List<String> alert = new ArrayList<>();
        alert.add(field("diaSourceId", "\"long\""));
        if (major >= 11) {
            alert.add(field("observation_reason", "[\"null\", \"string\"]"));
        }
        alert.add(field("diaSource", record("diaSource", source)));
        CUTOUTS.forEach(cutout -> alert.add(field(cutout, "[\"null\", \"bytes\"]")));
        return new Schema.Parser()
                .parse(record("alert", alert)
                        .replaceFirst("\\{", "{\"namespace\": \"lsst.v" + major + "_" + minor + "\", "));
    }

    private static String record(String name, List<String> fields) {
        return "{\"type\": \"record\", \"name\": \"" + name + "\", \"fields\": [" + String.join(", ", fields) + "]}";
    }

    private static String field(String name, String type) {
        return "{\"name\": \"" + name + "\", \"type\": " + type + "}";
    }

    /** An alert in the wire format, written with {@link #schema} of this id. */
    public static byte[] packet(int id, long sourceId, long objectId, String band) {
        return packet(id, schema(id), sourceId, objectId, band);
    }

    /** An alert in the wire format, written with somebody's schema; what is not said here is null, zero or empty. */
    public static byte[] packet(int id, Schema schema, long sourceId, long objectId, String band) {
        GenericRecord alert = blank(schema);
        GenericRecord source = (GenericRecord) alert.get("diaSource");
        if (schema.getField("diaSourceId") != null) {
            alert.put("diaSourceId", sourceId);
        }
        source.put("diaSourceId", sourceId);
        source.put("visit", sourceId / 100);
        source.put("diaObjectId", objectId);
        source.put("midpointMjdTai", 61000.0 + sourceId / 86400.0);
        source.put("ra", 150.0);
        source.put("dec", 2.0);
        source.put("band", band);
        CUTOUTS.forEach(cutout -> alert.put(cutout, ByteBuffer.wrap(TestPackets.fits(objectId))));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<GenericRecord>(schema).write(alert, encoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return WireFormat.frame(id, ByteBuffer.wrap(bytes.toByteArray()));
    }

    private static GenericRecord blank(Schema schema) {
        GenericRecord record = new GenericData.Record(schema);
        schema.getFields().forEach(field -> record.put(field.pos(), blankValue(field.schema())));
        return record;
    }

    private static Object blankValue(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> blank(schema);
            case UNION ->
                schema.isNullable() ? null : blankValue(schema.getTypes().get(0));
            case LONG -> 0L;
            case INT -> 0;
            case FLOAT -> 0f;
            case DOUBLE -> 0.0;
            case BOOLEAN -> false;
            case STRING -> "";
            case BYTES -> ByteBuffer.allocate(0);
            case ARRAY -> List.of();
            default -> null;
        };
    }
}

package dev.arclet.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;

class ProjectionTest {
    /** All of Avro's types, wanted and unwanted in turn, and a record that contains itself. */
    private static final Schema SCHEMA = SchemaText.parse("""
            {"type": "record", "name": "Everything", "fields": [
              {"name": "skippedNode", "type": {"type": "record", "name": "Node", "fields": [
                {"name": "value", "type": "int"},
                {"name": "text", "type": ["null", "string"]},
                {"name": "next", "type": ["null", "Node"]}
              ]}},
              {"name": "long", "type": "long"},
              {"name": "skippedMap", "type": {"type": "map", "values": {"type": "array", "items": "double"}}},
              {"name": "int", "type": "int"},
              {"name": "skippedArray", "type": {"type": "array", "items": ["null", "Node", "float", "boolean"]}},
              {"name": "float", "type": ["float", "null"]},
              {"name": "skippedFixed", "type": {"type": "fixed", "name": "Five", "size": 5}},
              {"name": "node", "type": ["null", "Node"]},
              {"name": "boolean", "type": "boolean"},
              {"name": "skippedEnum", "type": {"type": "enum", "name": "Colour", "symbols": ["RED", "BLUE"]}},
              {"name": "enum", "type": "Colour"},
              {"name": "skippedBytes", "type": "bytes"},
              {"name": "fixed", "type": "Five"},
              {"name": "skippedDouble", "type": "double"},
              {"name": "bytes", "type": ["null", "bytes"]},
              {"name": "double", "type": "double"}
            ]}
            """);

    private static final List<String> PATHS = List.of(
            "long",
            "int",
            "float",
            "node.value",
            "node.text",
            "node.next.value",
            "boolean",
            "enum",
            "fixed",
            "bytes",
            "double");

    @Property(tries = 300)
    void whatIsPickedOutIsWhatAvroWrote(@ForAll long seed, @ForAll boolean blocksWithSize) throws Exception {
        GenericRecord record =
                (GenericRecord) new RandomData(SCHEMA, 1, seed).iterator().next();
        byte[] datum = encode(record, blocksWithSize);
        Projection projection = Projection.of(SCHEMA, SCHEMA, PATHS);
        PacketCursor in = new PacketCursor(datum, 0, datum.length, DecodeLimits.defaults());

        Object[] found = projection.read(in);

        assertEquals(0, in.remaining());
        for (String path : PATHS) {
            assertEquals(expected(record, path), found[projection.slot(path).orElseThrow()], path);
        }
    }

    private static byte[] encode(GenericRecord record, boolean blocksWithSize) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = blocksWithSize
                ? EncoderFactory.get().blockingBinaryEncoder(out, null)
                : EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(SCHEMA).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static Object expected(GenericRecord record, String path) {
        Object here = record;
        for (String name : path.split("\\.", -1)) {
            here = here instanceof GenericRecord inside ? inside.get(name) : null;
        }
        if (here instanceof Integer number) {
            return number.longValue();
        }
        if (here instanceof Float number) {
            return number.doubleValue();
        }
        if (here instanceof Boolean truth) {
            return truth ? 1L : 0L;
        }
        if (here instanceof GenericFixed fixed) {
            return java.nio.ByteBuffer.wrap(fixed.bytes());
        }
        boolean isText = here instanceof CharSequence || here instanceof GenericData.EnumSymbol;
        return isText ? here.toString() : here;
    }

    @Test
    void aPathThatTheSchemaLacksHasNoSlot() {
        Projection projection = Projection.of(SCHEMA, SCHEMA, List.of("node.missing", "long"));

        assertEquals(OptionalInt.empty(), projection.slot("node.missing"));
        assertEquals(OptionalInt.of(0), projection.slot("long"));
    }

    @Test
    void aPathThatEndsAtAnArrayHasNoSlotAndItsTypeIsTold() {
        Projection projection = Projection.of(SCHEMA, SCHEMA, List.of("skippedArray", "long"));

        assertEquals(OptionalInt.empty(), projection.slot("skippedArray"));
        assertEquals(Set.of(Schema.Type.ARRAY), projection.types("skippedArray"));
        assertEquals(Set.of(Schema.Type.LONG), projection.types("long"));
        assertEquals(Set.of(), projection.types("node.missing"));
    }
}

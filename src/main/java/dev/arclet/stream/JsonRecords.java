package dev.arclet.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Published records as plain JSON: fields by their names in the schema, absent ones null, bytes in base64. (Avro's own JSON wraps each
 * value that may be null in an object that names its type, which only Avro reads.) What is no number in JSON, NaN and infinities, is null.
 */
public final class JsonRecords {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonRecords() {}

    /** A record as a tree. */
    public static ObjectNode tree(IndexedRecord record) {
        ObjectNode node = NODES.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            node.set(field.name(), value(record.get(field.pos())));
        }
        return node;
    }

    static byte[] bytes(SpecificRecord record) {
        try {
            return MAPPER.writeValueAsBytes(tree(record));
        } catch (JsonProcessingException e) {
            throw new SerializationException("a record can't be written as JSON", e);
        }
    }

    /** A value as the generated classes hold it. */
    private static JsonNode value(Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        if (value instanceof IndexedRecord record) {
            return tree(record);
        }
        if (value instanceof List<?> list) {
            ArrayNode items = NODES.arrayNode();
            list.forEach(item -> items.add(value(item)));
            return items;
        }
        if (value instanceof Float || value instanceof Double) {
            return number((Number) value);
        }
        if (value instanceof Number || value instanceof Boolean) {
            return MAPPER.valueToTree(value);
        }
        if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return NODES.binaryNode(copy);
        }
        return NODES.textNode(value.toString());
    }

    private static JsonNode number(Number number) {
        if (!Double.isFinite(number.doubleValue())) {
            return NODES.nullNode();
        }
        return number instanceof Float ? NODES.numberNode(number.floatValue()) : NODES.numberNode(number.doubleValue());
    }
}

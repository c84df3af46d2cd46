package dev.arclet.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * Reads schemas as leniently as the data they describe allows. Surveys write defaults that don't fit their type and names with dots,
 * and WINTER gives two fields of a record the same name; none of that changes how the bytes are laid out.
 */
public final class SchemaText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SchemaText() {}

    /**
     * Parses a schema.
     *
     * @param text JSON, all named types in one text
     * @throws SchemaParseException if it is no schema; nothing else is thrown, however odd the text
     */
    public static Schema parse(String text) {
        try {
            return parser().parse(text);
        } catch (RuntimeException | StackOverflowError first) {
            try {
                return parser().parse(withDistinctFieldNames(text));
            } catch (RuntimeException | StackOverflowError | JsonProcessingException e) {
                SchemaParseException failure = new SchemaParseException(
                        first instanceof StackOverflowError ? "types are nested too deep" : first.getMessage());
                failure.initCause(first);
                throw failure;
            }
        }
    }

    /**
     * Parses a schema that comes in parts.
     *
     * @param texts the last holds the schema, those before it the named types that it uses
     * @throws SchemaParseException if one of them is no schema
     */
    static Schema parse(List<String> texts) {
        if (texts.size() == 1) {
            return parse(texts.get(0));
        }
        try {
            Schema.Parser parser = parser();
            Schema last = null;
            for (String text : texts) {
                last = parser.parse(text);
            }
            return last;
        } catch (RuntimeException | StackOverflowError e) {
            throw new SchemaParseException(e.getMessage());
        }
    }

    private static Schema.Parser parser() {
        return new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
    }

    /** The second field named {@code x} of a record becomes {@code x__2}. */
    private static String withDistinctFieldNames(String text) throws JsonProcessingException {
        JsonNode tree = JSON.readTree(text);
        renameRepeatedBelow(tree);
        return JSON.writeValueAsString(tree);
    }

    private static void renameRepeatedBelow(JsonNode node) {
        renameRepeated(node.path("fields"));
        node.forEach(SchemaText::renameRepeatedBelow);
    }

    private static void renameRepeated(JsonNode fields) {
        Set<String> seen = new HashSet<>();
        for (JsonNode field : fields) {
            String name = field.path("name").asText();
            String distinct = name;
            for (int i = 2; !seen.add(distinct); i++) {
                distinct = name + "__" + i;
            }
            if (field instanceof ObjectNode object && !distinct.equals(name)) {
                object.put("name", distinct);
            }
        }
    }
}

package dev.arclet.alert;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** What a survey profile's paths lead to, and the Avro types that it can be read from. */
enum FieldType {
    WHOLE_NUMBER("a whole number"),
    NUMBER("a number"),
    ID("an id"),
    NAME("a name"),
    IMAGE("bytes");

    private final String wanted;

    FieldType(String wanted) {
        this.wanted = wanted;
    }

    private List<Schema.Type> types() {
        return switch (this) {
            case WHOLE_NUMBER, ID -> List.of(Schema.Type.INT, Schema.Type.LONG, Schema.Type.STRING);
            // Yes and no count as 1 and 0, and some surveys write numbers as text.
            case NUMBER ->
                List.of(
                        Schema.Type.INT,
                        Schema.Type.LONG,
                        Schema.Type.FLOAT,
                        Schema.Type.DOUBLE,
                        Schema.Type.BOOLEAN,
                        Schema.Type.STRING,
                        Schema.Type.ENUM);
            case NAME -> List.of(Schema.Type.STRING, Schema.Type.ENUM, Schema.Type.INT, Schema.Type.LONG);
            case IMAGE -> List.of(Schema.Type.BYTES, Schema.Type.FIXED);
        };
    }

    /** Whether a field of these types can hold it. */
    boolean isAmong(Set<Schema.Type> found) {
        return types().stream().anyMatch(found::contains);
    }

    /** In words, for an error: {@code a whole number (int, long, string)}. */
    String inWords() {
        return types().stream().map(Schema.Type::getName).collect(Collectors.joining(", ", wanted + " (", ")"));
    }
}

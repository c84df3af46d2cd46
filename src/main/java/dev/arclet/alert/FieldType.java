package dev.arclet.alert;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema.Type;

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

    private List<Type> types() {
        return switch (this) {
            case WHOLE_NUMBER, ID -> List.of(Type.INT, Type.LONG, Type.STRING);
            // Yes and no count as 1 and 0, and some surveys write numbers as text.
            case NUMBER ->
                List.of(Type.INT, Type.LONG, Type.FLOAT, Type.DOUBLE, Type.BOOLEAN, Type.STRING, Type.ENUM);
            case NAME -> List.of(Type.STRING, Type.ENUM, Type.INT, Type.LONG);
            case IMAGE -> List.of(Type.BYTES, Type.FIXED);
        };
    }

    /** Whether a field of these types can hold it. */
    boolean isAmong(Set<Type> found) {
        return types().stream().anyMatch(found::contains);
    }

    /** In words, for an error: {@code a whole number (int, long, string)}. */
    String inWords() {
        return types().stream().map(Type::getName).collect(Collectors.joining(", ", wanted + " (", ")"));
    }
}

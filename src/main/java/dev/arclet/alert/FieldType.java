package dev.arclet.alert;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema.Type;

/** What a survey profile's paths lead to, and the Avro types that it can be read from. */
enum FieldType {
    WHOLE_NUMBER("a whole number", Type.INT, Type.LONG, Type.STRING),
    /** Yes and no count as 1 and 0, and some surveys write them as text. */
    NUMBER("a number", Type.INT, Type.LONG, Type.FLOAT, Type.DOUBLE, Type.BOOLEAN, Type.STRING, Type.ENUM),
    ID("an id", Type.INT, Type.LONG, Type.STRING),
    NAME("a name", Type.STRING, Type.ENUM, Type.INT, Type.LONG),
    IMAGE("bytes", Type.BYTES, Type.FIXED);

    private final String wanted;
    private final Set<Type> types;

    FieldType(String wanted, Type... types) {
        this.wanted = wanted;
        this.types = Collections.unmodifiableSet(new LinkedHashSet<>(List.of(types)));
    }

    /** Whether a field of these types can hold it. */
    boolean isAmong(Set<Type> found) {
        return found.stream().anyMatch(types::contains);
    }

    /** In words, for an error: {@code a whole number (int, long or string)}. */
    String inWords() {
        return types.stream().map(Type::getName).collect(Collectors.joining(", ", wanted + " (", ")"));
    }
}

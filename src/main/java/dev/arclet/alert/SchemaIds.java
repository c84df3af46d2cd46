package dev.arclet.alert;

import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Reads an {@code ids.properties}: schema id = names of files beside it, with commas between: the last holds
 * the schema, those before it the types that it names.
 */
final class SchemaIds {
    /** Its name wherever it stands. */
    static final String FILE = "ids.properties";

    private SchemaIds() {}

    /**
     * @param where for errors
     * @throws IllegalArgumentException if a key is no id
     */
    static Map<Integer, List<String>> read(Reader in, String where) throws IOException {
        Properties lines = new Properties();
        lines.load(in);
        Map<Integer, List<String>> files = new HashMap<>();
        for (String key : lines.stringPropertyNames()) {
            try {
                files.put(
                        Integer.valueOf(key),
                        List.of(lines.getProperty(key).strip().split("\\s*,\\s*", -1)));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "%s: '%s' is no schema id; give a whole number".formatted(where, key), e);
            }
        }
        return files;
    }
}

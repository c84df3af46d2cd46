package dev.arclet.alert;

import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Reads an {@code ids.properties}: schema id = name of the schema's file beside it. */
final class SchemaIds {
    /** Its name wherever it stands. */
    static final String FILE = "ids.properties";

    private SchemaIds() {}

    /**
     * @param where for errors
     * @throws IllegalArgumentException if a key is no id
     */
    static Map<Integer, String> read(Reader in, String where) throws IOException {
        Properties lines = new Properties();
        lines.load(in);
        Map<Integer, String> files = new HashMap<>();
        for (String key : lines.stringPropertyNames()) {
            try {
                files.put(Integer.valueOf(key), lines.getProperty(key).strip());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "%s: '%s' is no schema id; give a whole number".formatted(where, key), e);
            }
        }
        return files;
    }
}

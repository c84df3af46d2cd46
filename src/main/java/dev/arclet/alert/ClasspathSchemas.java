package dev.arclet.alert;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * The schemas that this project publishes itself, which are on the class path: {@code schemas/ids.properties} lists the files of each,
 * those with types that others name before the others.
 */
public final class ClasspathSchemas implements SchemaSource {
    private static final String FOLDER = "schemas/";

    private final Map<Integer, String> files;

    /** Reads the list. */
    public ClasspathSchemas() {
        try (InputStream in = open(FOLDER + SchemaIds.FILE)) {
            this.files = SchemaIds.read(new InputStreamReader(in, StandardCharsets.UTF_8), FOLDER + SchemaIds.FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(FOLDER + SchemaIds.FILE + " can't be read from the class path", e);
        }
    }

    @Override
    public Optional<Schema> byId(int id) throws SchemaUnavailableException {
        String listed = files.get(id);
        return listed == null ? Optional.empty() : Optional.of(read(listed.split(",", -1), id));
    }

    /** The record of the last file. */
    private static Schema read(String[] names, int id) throws SchemaUnavailableException {
        Schema.Parser parser = SchemaText.parser();
        Schema last = null;
        for (String listed : names) {
            String name = listed.strip();
            try (InputStream in = open(FOLDER + name)) {
                last = parser.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException | SchemaParseException e) {
                throw new SchemaUnavailableException(
                        "schema id %d: %s on the class path can't be read: %s"
                                .formatted(id, FOLDER + name, e.getMessage()),
                        e);
            }
        }
        return last;
    }

    private static InputStream open(String resource) throws IOException {
        InputStream in = ClasspathSchemas.class.getClassLoader().getResourceAsStream(resource);
        if (in == null) {
            throw new IOException(resource + " is not on the class path");
        }
        return in;
    }

    @Override
    public String toString() {
        return "class path";
    }
}

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

/** The schemas that this project publishes itself, which are on the class path: {@code schemas/ids.properties} lists them. */
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
        String file = files.get(id);
        return file == null ? Optional.empty() : Optional.of(read(FOLDER + file, id));
    }

    private static Schema read(String resource, int id) throws SchemaUnavailableException {
        try (InputStream in = open(resource)) {
            return SchemaText.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException | SchemaParseException e) {
            throw new SchemaUnavailableException(
                    "schema id %d: %s on the class path can't be read: %s".formatted(id, resource, e.getMessage()), e);
        }
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

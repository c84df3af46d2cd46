package dev.arclet.alert;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** The schemas that this project publishes itself, which are on the class path: {@code schemas/ids.properties} lists them. */
public final class ClasspathSchemas implements SchemaSource {
    private static final String FOLDER = "schemas/";

    private final Map<Integer, List<String>> files;

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
        List<String> parts = files.get(id);
        return parts == null ? Optional.empty() : Optional.of(read(parts, id));
    }

    private static Schema read(List<String> parts, int id) throws SchemaUnavailableException {
        try {
            List<String> texts = new ArrayList<>();
            for (String part : parts) {
                texts.add(text(FOLDER + part));
            }
            return SchemaText.parse(texts);
        } catch (IOException | SchemaParseException e) {
            throw new SchemaUnavailableException(
                    "schema id %d: %s of %s on the class path can't be read: %s"
                            .formatted(id, parts, FOLDER, e.getMessage()),
                    e);
        }
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = open(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
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

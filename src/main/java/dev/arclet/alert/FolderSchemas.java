package dev.arclet.alert;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;

/**
 * Schemas in a folder, laid out in any of three ways: {@code ID.avsc}; an {@code ids.properties} that names a file for each id; or as
 * the Rubin Observatory publishes them, {@code MAJOR/MINOR/*.avsc} at any depth with one record a file and the id MAJOR*100+MINOR.
 *
 * <p>The folder is looked at anew for each look-up, so a schema that is added while Arclet runs is found.
 */
public final class FolderSchemas implements SchemaSource {
    private static final int DEEPEST = 8;
    private static final int MINORS = 100;
    private static final String SUFFIX = ".avsc";
    private static final String ROOT_RECORD = "alert";

    private final Path folder;

    /**
     * @param folder that must be there
     * @throws IllegalArgumentException if it isn't
     */
    public FolderSchemas(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("schema folder %s is not there; give a folder of %s files"
                    .formatted(folder.toAbsolutePath(), SUFFIX));
        }
        this.folder = folder;
    }

    @Override
    public Optional<Schema> byId(int id) throws SchemaUnavailableException {
        try {
            List<String> texts = new ArrayList<>();
            for (Path file : filesFor(id)) {
                texts.add(Files.readString(file));
            }
            if (!texts.isEmpty()) {
                return Optional.of(SchemaText.parse(texts));
            }
            Optional<Path> parts = folderFor(id);
            return parts.isPresent() ? Optional.of(combine(parts.get())) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            throw new SchemaUnavailableException(
                    "schema id %d in folder %s can't be read: %s".formatted(id, folder, e.getMessage()), e);
        }
    }

    /** In the order in which they are read; none if there is neither such a file nor a list that names some. */
    private List<Path> filesFor(int id) throws IOException {
        Path named = folder.resolve(id + SUFFIX);
        if (Files.isRegularFile(named)) {
            return List.of(named);
        }
        Path list = folder.resolve(SchemaIds.FILE);
        if (!Files.isRegularFile(list)) {
            return List.of();
        }
        try (Reader in = Files.newBufferedReader(list)) {
            return SchemaIds.read(in, list.toString()).getOrDefault(id, List.of()).stream()
                    .map(folder::resolve)
                    .toList();
        }
    }

    private Optional<Path> folderFor(int id) throws IOException {
        if (id < 0) {
            return Optional.empty();
        }
        Path ending = Path.of(String.valueOf(id / MINORS), String.valueOf(id % MINORS));
        try (Stream<Path> all = Files.walk(folder, DEEPEST)) {
            return all.filter(p -> p.endsWith(ending) && Files.isDirectory(p)).findFirst();
        }
    }

    /** One schema from the files of a folder, which refer to each other in any order. */
    private static Schema combine(Path parts) throws IOException {
        SchemaParser parser = new SchemaParser(NameValidator.NO_VALIDATION);
        for (Path file : schemaFiles(parts)) {
            parser.parse(file);
        }
        List<Schema> roots = new ArrayList<>(parser.getParsedNamedSchemas());
        roots.removeIf(s -> !s.getName().equals(ROOT_RECORD));
        if (roots.size() != 1) {
            throw new IOException("%s has %d records named %s among its files; there must be one"
                    .formatted(parts, roots.size(), ROOT_RECORD));
        }
        return roots.get(0);
    }

    private static List<Path> schemaFiles(Path parts) throws IOException {
        try (Stream<Path> all = Files.list(parts)) {
            return all.filter(p -> p.toString().endsWith(SUFFIX)).sorted().toList();
        }
    }

    @Override
    public String toString() {
        return "folder " + folder;
    }
}

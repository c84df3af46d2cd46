package dev.arclet.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder that is there until it is closed. */
record TemporaryFolder(Path path) implements AutoCloseable {

    static TemporaryFolder create(String name) {
        try {
            return new TemporaryFolder(Files.createTempDirectory(name));
        } catch (IOException e) {
            throw new UserError("no temporary folder could be made: " + e.getMessage() + "; set java.io.tmpdir", e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> content = Files.walk(path)) {
            for (Path inside : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(inside);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("temporary folder " + path + " could not be removed", e);
        }
    }
}

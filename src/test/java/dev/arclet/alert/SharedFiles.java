package dev.arclet.alert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Real alert packets and the observatory's schemas, which are not part of this project. They are looked for in the folder that the
 * environment variable {@code ARCLET_SHARED} names, or beside the project; a test that wants them is skipped where they are missing.
 */
public final class SharedFiles {
    private SharedFiles() {}

    /** A file or folder below the shared one; skips the test, saying so, when it isn't there. */
    public static Path path(String below) {
        Path wanted = root().resolve(below);
        Assumptions.assumeTrue(
                Files.exists(wanted),
                () -> "skipped: " + wanted.toAbsolutePath().normalize()
                        + " is not there; set ARCLET_SHARED to the folder with real alerts to run this test");
        return wanted;
    }

    /** All files below a shared folder, sorted. */
    public static List<Path> files(String below) {
        try (Stream<Path> all = Files.walk(path(below))) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of a shared file. */
    public static byte[] bytes(String below) {
        try {
            return Files.readAllBytes(path(below));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        return Optional.ofNullable(System.getenv("ARCLET_SHARED")).map(Path::of).orElse(Path.of("../shared"));
    }
}

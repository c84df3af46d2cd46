package dev.arclet.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Where a command that reads alert files finds the schemas of wire messages, which do not carry their own. */
final class SchemaOptions {
    private static final int LEVELS_UP = 3;

    @Option(
            names = "--schemas",
            paramLabel = "DIR",
            description =
                    "Folder of schema files (MAJOR/MINOR/*.avsc as Rubin lays them out, or ID.avsc). Default: a folder"
                            + " named 'schemas' beside the alerts or up to 3 levels above them.")
    private Path folder;

    /** The folder given, or else the one that is near one of the alerts. */
    Optional<Path> folder(List<Path> alerts) {
        return Optional.ofNullable(folder)
                .or(() -> alerts.stream().flatMap(SchemaOptions::near).findFirst());
    }

    private static Stream<Path> near(Path alerts) {
        return Stream.iterate(alerts.toAbsolutePath().normalize(), above -> above != null, Path::getParent)
                .limit(LEVELS_UP + 1L)
                .map(place -> place.resolve("schemas"))
                .filter(Files::isDirectory);
    }
}

package dev.arclet.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.error.YAMLException;

/** Every YAML file that others read can be read, and says nothing twice. */
class YamlFilesTest {
    static List<Path> files() throws IOException {
        try (Stream<Path> deployed = Files.walk(Path.of("deploy"));
                Stream<Path> topologies = Files.walk(Path.of("topology"))) {
            return Stream.concat(Stream.of(Path.of("compose.yaml")), Stream.concat(deployed, topologies))
                    .filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void canBeRead(Path file) {
        assertFalse(StrictYaml.documents(file).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("pipelines")
    void aPipelineFileIsRight(Path file) {
        assertEquals(
                List.of(),
                ArcletSettings.readFile(file.toString(), Map.of(), any -> false).mistakes());
    }

    static List<Path> pipelines() throws IOException {
        return files().stream().filter(file -> file.endsWith("pipeline.yaml")).toList();
    }

    @Test
    void aKeyThatIsGivenTwiceIsRefused() {
        assertThrows(YAMLException.class, () -> StrictYaml.documents("replicas: 1\nreplicas: 2\n"));
    }
}

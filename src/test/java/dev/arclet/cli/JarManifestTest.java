package dev.arclet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;

class JarManifestTest {
    private static final String VERSION = "Implementation-Version: 1.2.3\n";

    @Test
    void namesVersionAndCommitAndWhetherFilesDifferedFromIt() throws IOException {
        assertEquals(
                Optional.of(new JarManifest("1.2.3", Optional.of("0123abcdef"))),
                of(VERSION + "Arclet-Commit: 0123abcdef\n"));
        assertEquals(
                Optional.of(new JarManifest("1.2.3", Optional.of("0123abcdef-dirty"))),
                of(VERSION + "Arclet-Commit: 0123abcdef-dirty\n"));
    }

    @Test
    void aBuildWithoutGitHasAVersionAndNoCommit() throws IOException {
        Optional<JarManifest> plain = Optional.of(new JarManifest("1.2.3", Optional.empty()));

        assertEquals(plain, of(VERSION + "Arclet-Commit: ${git.commit.id.describe}\n"));
        assertEquals(plain, of(VERSION));
    }

    @Test
    void aManifestThatIsNotArcletsSaysNothing() throws IOException {
        assertEquals(Optional.empty(), of("Created-By: somebody\n"));
    }

    private static Optional<JarManifest> of(String text) throws IOException {
        String whole = "Manifest-Version: 1.0\n" + text + "\n";
        return JarManifest.of(new Manifest(new ByteArrayInputStream(whole.getBytes(StandardCharsets.UTF_8))));
    }
}

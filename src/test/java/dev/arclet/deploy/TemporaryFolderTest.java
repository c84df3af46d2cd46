package dev.arclet.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Docker's tmpfs lets nothing be loaded from it unless it is told to. */
class TemporaryFolderTest {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @Test
    void aTemporaryFolderThatNothingCanBeLoadedFromIsNamedWithTheWayOut() throws IOException {
        Tool.assumeThereIs("unshare", "--mount", "mount", "-t", "tmpfs", "-o", "noexec", "tmpfs", "/mnt");
        String arclet = JAVA + " -XX:TieredStopAtLevel=1 -Djava.io.tmpdir=/mnt -cp '"
                + System.getProperty("java.class.path") + "' dev.arclet.cli.Arclet worker --port 0";

        Tool.Answer answer =
                Tool.run("unshare", "--mount", "sh", "-c", "mount -t tmpfs -o noexec tmpfs /mnt && exec " + arclet);

        assertEquals(1, answer.exitCode(), answer.text());
        assertTrue(answer.text().contains("mount it with 'exec'"), answer.text());
        assertFalse(answer.text().contains("\tat "), answer.text());
    }
}

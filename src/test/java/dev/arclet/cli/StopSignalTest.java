package dev.arclet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.picture.View;
import dev.arclet.scoring.TestBundles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, and what is said before the process ends. */
@Timeout(120)
class StopSignalTest {
    @TempDir
    private Path folder;

    @Test
    void aDemoThatIsStoppedWhileItSendsEndsByItselfAndSaysSo() throws Exception {
        try (ArcletProcess demo = startDemo()) {
            awaitOutput(demo, "Simulating 1000 visits");

            assertEquals(1, demo.stop(), demo::output);
            assertTrue(demo.output().contains("Stopped before the end."), demo::output);
            assertFalse(demo.output().contains(" ERROR "), demo::output);
        }
    }

    @Test
    void aDemoThatCannotBeginSaysWhy() throws Exception {
        List<String> arguments = List.of("demo", "--set", "model=none-such");
        try (ArcletProcess demo = ArcletProcess.start(folder, arguments)) {
            assertEquals(1, demo.awaitExit(60), demo::output);
            assertTrue(demo.output().contains("arclet: --set: model: there is no model none-such"), demo::output);
        }
    }

    private ArcletProcess startDemo() throws IOException {
        Path model = folder.resolve("net");
        TestBundles.mean(model, View.OBJECT, List.of("i", "r", "g"), 30);
        return ArcletProcess.start(folder, List.of("demo", "--visits", "1000", "--set", "model=" + model));
    }

    private static void awaitOutput(ArcletProcess process, String text) throws InterruptedException {
        while (!process.output().contains(text)) {
            assertTrue(process.isAlive(), process::output);
            Thread.sleep(Duration.ofMillis(50).toMillis());
        }
    }
}

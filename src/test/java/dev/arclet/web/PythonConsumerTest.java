package dev.arclet.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.arclet.support.TestRoad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in docs/, with Confluent's own client and deserializer. Skipped, saying so, where Python has not got them. */
class PythonConsumerTest {
    private static final Path EXAMPLE = Path.of("docs/examples/candidates.py");

    @TempDir
    private Path folder;

    /** {@code ARCLET_TEST_PYTHON} names a Python that has them. */
    private static String python() {
        return Optional.ofNullable(System.getenv("ARCLET_TEST_PYTHON")).orElse("python3");
    }

    @Test
    void confluentsDeserializerReadsCandidatesWithTheSchemasOfTheWebPort() throws Exception {
        assumeTrue(
                run(folder.resolve("look"), python(), "-c", "import confluent_kafka.schema_registry.avro, numpy") == 0,
                "skipped: " + python()
                        + " has no confluent-kafka[avro] or numpy; pip install -r docs/examples/requirements.txt, or set"
                        + " ARCLET_TEST_PYTHON to a Python that has them");
        try (RunningPipeline pipeline = new RunningPipeline(folder)) {
            pipeline.sendNight();
            Path out = folder.resolve("out");

            int exitCode = run(
                    out,
                    python(),
                    EXAMPLE.toString(),
                    "--bootstrap",
                    pipeline.bootstrap(),
                    "--registry",
                    pipeline.url(),
                    "--topic",
                    TestRoad.CANDIDATES,
                    "--most",
                    "20");

            List<String> lines = Files.readAllLines(out);
            assertEquals(0, exitCode, lines.toString());
            assertEquals(20, lines.size(), lines.toString());
            assertTrue(
                    lines.get(0)
                            .matches("\\d+ 150\\.00000 \\+2\\.00000 [irg] score 0\\.\\d{4}, picture \\(3, 16, 16\\)"),
                    lines.get(0));
        }
    }

    private static int run(Path out, String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
        } catch (IOException e) {
            return 127;
        }
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(List.of(command) + " did not end; it said: " + Files.readString(out));
        }
        return process.exitValue();
    }
}

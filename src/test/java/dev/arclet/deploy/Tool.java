package dev.arclet.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Other people's programs, where this machine has them. */
final class Tool {
    private static final Path SOURCE = Path.of("").toAbsolutePath();

    private Tool() {}

    record Answer(int exitCode, String text) {}

    /** Skips the test, saying so, where the program is not installed or its first call fails. */
    static void assumeThereIs(String... call) {
        boolean there;
        try {
            there = run(call).exitCode() == 0;
        } catch (IOException e) {
            there = false;
        }
        assumeTrue(
                there,
                "not checked here, for there is no " + call[0] + " that answers '" + String.join(" ", call) + "'");
    }

    /** Runs a program in the project's folder; its output and errors together. */
    static Answer run(String... call) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(List.of(call)).directory(SOURCE.toFile()).redirectErrorStream(true);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                throw new IOException(call[0] + " does not end");
            }
            return new Answer(process.exitValue(), text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}

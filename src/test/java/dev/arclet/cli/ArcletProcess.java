package dev.arclet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program in a process of its own, so that it can be killed. */
public final class ArcletProcess implements AutoCloseable {
    /** Options for Java where a process lives for seconds. */
    public static final List<String> QUICK_TO_START = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1");

    private final Process process;
    private final Path output;

    private ArcletProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts {@code arclet ARGS}; what it prints goes to a file in {@code folder}. */
    public static ArcletProcess start(Path folder, List<String> args) throws IOException {
        return start(folder, args, Map.of());
    }

    /** As the other, with more environment variables. */
    public static ArcletProcess start(Path folder, List<String> args, Map<String, String> environment)
            throws IOException {
        return start(folder, QUICK_TO_START, args, environment);
    }

    /** As the other, with options for Java that are not those of a short test. */
    public static ArcletProcess start(
            Path folder, List<String> java, List<String> args, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(java);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Arclet.class.getName()));
        command.addAll(args);
        Path output = Files.createTempFile(folder, "arclet", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        return new ArcletProcess(process, output);
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; the exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        return awaitExit(60);
    }

    public int awaitExit(int seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("did not end within " + seconds + " s:\n" + output());
        }
        return process.exitValue();
    }

    /** Waits until it has printed this. */
    public void awaitOutput(String text, int seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!output().contains(text)) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new AssertionError("did not print '" + text + "':\n" + output());
            }
            Thread.sleep(50);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return "(its output can't be read: " + e + ")";
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

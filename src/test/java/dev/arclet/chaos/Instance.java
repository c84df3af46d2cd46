package dev.arclet.chaos;

import dev.arclet.cli.ArcletProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One {@code arclet run} with a state folder of its own. Where it ends by itself, as it does when it can't go on, it is started again, as
 * systemd or Kubernetes would.
 */
final class Instance implements Victim, AutoCloseable {
    private static final int PATIENCE_SECONDS = 240;

    private final Path folder;
    private final List<String> java;
    private final List<String> arguments;
    private final Map<String, String> environment;

    private ArcletProcess process;
    private boolean wanted;
    private int ends;

    Instance(Path folder, List<String> arguments) {
        this(folder, ArcletProcess.QUICK_TO_START, arguments, Map.of());
    }

    /**
     * @param java options for the process's Java
     * @param environment more variables for it
     */
    Instance(Path folder, List<String> java, List<String> arguments, Map<String, String> environment) {
        this.folder = folder;
        this.java = List.copyOf(java);
        this.arguments = List.copyOf(arguments);
        this.environment = Map.copyOf(environment);
    }

    @Override
    public void start() throws IOException, InterruptedException {
        begin();
        awaitWork();
    }

    /** Starts it and does not wait. */
    void begin() throws IOException {
        process = ArcletProcess.start(folder, java, arguments, environment);
        wanted = true;
    }

    void awaitWork() throws InterruptedException {
        process.awaitOutput("has a share of the work", PATIENCE_SECONDS);
    }

    @Override
    public void stop() throws InterruptedException {
        wanted = false;
        process.stop();
    }

    @Override
    public void kill() throws InterruptedException {
        wanted = false;
        process.kill();
    }

    @Override
    public long pid() {
        return process.pid();
    }

    /** What it has printed since its last start. */
    String output() {
        return process.output();
    }

    /** Starts it again if it has ended by itself. */
    void supervise() throws IOException {
        if (wanted && !process.isAlive()) {
            ends++;
            System.err.printf("chaos: an instance ended by itself and is started again: %s%n", lastLine());
            begin();
        }
    }

    private String lastLine() {
        List<String> lines = process.output().strip().lines().toList();
        return lines.isEmpty() ? "(it said nothing)" : lines.get(lines.size() - 1);
    }

    /** How often it has ended by itself. */
    int ends() {
        return ends;
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}

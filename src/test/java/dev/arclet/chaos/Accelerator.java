package dev.arclet.chaos;

import dev.arclet.cli.ArcletProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An {@code arclet worker} that keeps its port when it is started again. */
final class Accelerator implements Victim, AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;
    private static final Pattern LISTENING = Pattern.compile("on 127\\.0\\.0\\.1:(\\d+), ");

    private final Path folder;
    private final Path model;

    private ArcletProcess process;
    private int port;

    Accelerator(Path folder, Path model) {
        this.folder = folder;
        this.model = model;
    }

    @Override
    public void start() throws IOException, InterruptedException {
        process = ArcletProcess.start(
                folder,
                List.of("worker", "--model", model.toString(), "--threads", "1", "--port", Integer.toString(port)));
        process.awaitOutput("Ctrl-C stops", PATIENCE_SECONDS);
        Matcher listening = LISTENING.matcher(process.output());
        if (!listening.find()) {
            throw new IllegalStateException("the accelerator does not say where it listens:\n" + process.output());
        }
        port = Integer.parseInt(listening.group(1));
    }

    int port() {
        return port;
    }

    @Override
    public void stop() throws InterruptedException {
        process.stop();
    }

    @Override
    public void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}

package dev.arclet.chaos;

import dev.arclet.kafka.EmbeddedBrokerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real broker in a process of its own, which keeps its port and its data when it is started again. */
final class BrokerProcess implements Victim, Brokers {
    private final Path folder;

    private Process process;
    private String bootstrap = "127.0.0.1:0";

    BrokerProcess(Path folder) {
        this.folder = folder;
    }

    @Override
    public void start() throws IOException {
        String port = bootstrap.substring(bootstrap.indexOf(':') + 1);
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx768m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedBrokerProcess.class.getName(),
                        folder.resolve("broker").toString(),
                        port)
                .redirectError(folder.resolve("broker.log").toFile())
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("127.0.0.1:")) {
                bootstrap = line;
                return;
            }
        }
        throw new IOException("the broker did not start; see broker.log in " + folder);
    }

    @Override
    public String bootstrap() {
        return bootstrap;
    }

    @Override
    public short replication() {
        return 1;
    }

    /** Lets it write its data out and end. */
    @Override
    public void stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            kill();
        }
    }

    @Override
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }
}

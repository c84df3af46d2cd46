package dev.arclet.chaos;

import dev.arclet.kafka.ClientSettings;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Utils;

/**
 * Three brokers on loopback, each a process of Kafka's own main class, which are their own controllers. Each record lies on all three,
 * and two must have it before it is acknowledged.
 */
final class BrokerCluster implements Brokers {
    private static final int SIZE = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String id = Uuid.randomUuid().toString();
    private final Path folder;
    private final List<Node> nodes;

    BrokerCluster(Path folder) throws IOException {
        this.folder = folder;
        this.nodes = nodes(folder);
    }

    /** Ports are looked up first, as each broker's settings name those of all. */
    private List<Node> nodes(Path folder) throws IOException {
        List<Integer> ports = freePorts(2 * SIZE);
        String voters = IntStream.range(0, SIZE)
                .mapToObj(i -> (i + 1) + "@127.0.0.1:" + ports.get(SIZE + i))
                .collect(Collectors.joining(","));
        List<Node> all = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            all.add(new Node(i + 1, ports.get(i), ports.get(SIZE + i), voters, folder));
        }
        return all;
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    List<Node> nodes() {
        return nodes;
    }

    @Override
    public void start() throws IOException, InterruptedException {
        for (Node node : nodes) {
            node.begin();
        }
        for (Node node : nodes) {
            node.awaitWork();
        }
    }

    @Override
    public String bootstrap() {
        return nodes.stream().map(Node::address).collect(Collectors.joining(","));
    }

    @Override
    public short replication() {
        return SIZE;
    }

    /** Waits until every record lies on every broker again. */
    void awaitInSync(Scene scene) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isInSync()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the brokers are not in sync after " + PATIENCE + "; see " + folder);
            }
            scene.pass(Duration.ofMillis(500));
        }
    }

    private boolean isInSync() throws InterruptedException {
        try (Admin admin = Admin.create(ClientSettings.of(bootstrap()).admin())) {
            return admin.describeTopics(admin.listTopics().names().get()).allTopicNames().get().values().stream()
                    .map(TopicDescription::partitions)
                    .flatMap(List::stream)
                    .allMatch(partition -> partition.isr().size() == SIZE);
        } catch (ExecutionException notNow) {
            return false;
        }
    }

    @Override
    public void close() {
        nodes.forEach(Node::end);
    }

    /** One broker of the three. */
    final class Node implements Victim {
        private final int number;
        private final int port;
        private final Path data;
        private final Path settings;
        private final Path log;

        private Process process;

        private Node(int number, int port, int controllerPort, String voters, Path folder) throws IOException {
            this.number = number;
            this.port = port;
            this.data = folder.resolve("broker-" + number);
            this.settings = folder.resolve("broker-" + number + ".properties");
            this.log = folder.resolve("broker-" + number + ".log");
            StringWriter text = new StringWriter();
            properties(controllerPort, voters).store(text, null);
            Files.writeString(settings, text.toString());
        }

        private Properties properties(int controllerPort, String voters) {
            Properties all = new Properties();
            all.setProperty("process.roles", "broker,controller");
            all.setProperty("node.id", Integer.toString(number));
            all.setProperty("controller.quorum.voters", voters);
            all.setProperty("controller.listener.names", "CONTROLLER");
            all.setProperty("inter.broker.listener.name", "CLIENTS");
            all.setProperty("listeners", "CLIENTS://" + address() + ",CONTROLLER://127.0.0.1:" + controllerPort);
            all.setProperty("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
            all.setProperty("log.dirs", data.toString());
            all.setProperty("auto.create.topics.enable", "false");
            all.setProperty("group.initial.rebalance.delay.ms", "0");
            all.setProperty("default.replication.factor", Integer.toString(SIZE));
            all.setProperty("min.insync.replicas", "2");
            for (String internal : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
                all.setProperty(internal + ".replication.factor", Integer.toString(SIZE));
                all.setProperty(internal + ".num.partitions", "4");
            }
            all.setProperty("transaction.state.log.min.isr", "2");
            all.setProperty("share.coordinator.state.topic.min.isr", "2");
            all.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
            return all;
        }

        private String address() {
            return "127.0.0.1:" + port;
        }

        @Override
        public void start() throws IOException, InterruptedException {
            begin();
            awaitWork();
        }

        private void begin() throws IOException, InterruptedException {
            if (!Files.exists(data)) {
                java("kafka.tools.StorageTool", "format", "--cluster-id", id, "--config", settings.toString())
                        .waitFor();
            }
            process = java("kafka.Kafka", settings.toString());
        }

        private Process java(String main, String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx384m",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    main));
            command.addAll(List.of(arguments));
            File appended = log.toFile();
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(appended))
                    .start();
        }

        private void awaitWork() throws IOException, InterruptedException {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!serves()) {
                if (System.nanoTime() > end || !process.isAlive()) {
                    throw new IOException("broker " + number + " did not start; see " + log);
                }
            }
        }

        private boolean serves() throws InterruptedException {
            Properties properties = ClientSettings.of(address()).admin();
            properties.setProperty("default.api.timeout.ms", "3000");
            properties.setProperty("request.timeout.ms", "3000");
            try (Admin admin = Admin.create(properties)) {
                return admin.describeCluster().nodes().get(4, TimeUnit.SECONDS).stream()
                        .anyMatch(node -> node.id() == number);
            } catch (ExecutionException | java.util.concurrent.TimeoutException notYet) {
                return false;
            }
        }

        @Override
        public void stop() throws InterruptedException {
            process.destroy();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                kill();
            }
        }

        @Override
        public void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        /** All that it has stored is gone; while it does not run. */
        void loseData() throws IOException {
            Utils.delete(data.toFile());
        }

        @Override
        public long pid() {
            return process.pid();
        }

        private void end() {
            if (process != null) {
                process.destroyForcibly().onExit().join();
            }
        }
    }
}

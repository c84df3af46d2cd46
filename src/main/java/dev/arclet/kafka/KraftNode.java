package dev.arclet.kafka;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Kafka's own controller and broker, wired as {@code kafka.server.KafkaRaftServer} wires them, with two differences
 * that a guest in another process needs: the sockets are ours, and a fatal fault is logged instead of ending the
 * process. This is the only class that touches Kafka's server classes, which are not public API.
 */
final class KraftNode implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KraftNode.class);

    private final Metrics metrics;
    private final ControllerServer controller;
    private final BrokerServer broker;

    private KraftNode(Metrics metrics, ControllerServer controller, BrokerServer broker) {
        this.metrics = metrics;
        this.controller = controller;
        this.broker = broker;
    }

    /** Formats the folder unless it is formatted, then starts and waits until the broker serves clients. */
    static KraftNode start(
            DataFolder folder, Map<String, String> users, Map<String, String> properties, LoopbackSockets sockets)
            throws Exception {
        KafkaConfig config = new KafkaConfig(properties, false);
        format(folder, users);
        KraftNode node = assemble(config, sockets);
        try {
            node.controller.startup();
            node.broker.startup();
            return node;
        } catch (Throwable e) {
            node.close();
            throw e;
        }
    }

    private static void format(DataFolder folder, Map<String, String> users) throws Exception {
        if (folder.isFormatted()) {
            return;
        }
        try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(silent)
                    .setNodeId(BrokerSettings.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName(BrokerSettings.CONTROLLER)
                    .addDirectory(folder.path().toString())
                    .setMetadataLogDirectory(folder.path().toString())
                    .setScramArguments(users.entrySet().stream()
                            .map(user ->
                                    "SCRAM-SHA-512=[name=%s,password=%s]".formatted(user.getKey(), user.getValue()))
                            .toList())
                    .run();
        }
    }

    private static KraftNode assemble(KafkaConfig config, LoopbackSockets sockets) {
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> stored = KafkaRaftServer.initializeLogDirs(config, log, "");
        Metrics metrics = new Metrics();
        SharedServer shared = new SharedServer(
                config,
                stored._1(),
                Time.SYSTEM,
                metrics,
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                List.of(),
                (name, fatal, action) -> new LoggingFaultHandler(name, action),
                sockets);
        return new KraftNode(
                metrics,
                new ControllerServer(shared, KafkaRaftServer.configSchema(), stored._2()),
                new BrokerServer(shared));
    }

    @Override
    public void close() {
        broker.shutdown();
        controller.shutdown();
        broker.awaitShutdown();
        controller.awaitShutdown();
        metrics.close();
    }
}

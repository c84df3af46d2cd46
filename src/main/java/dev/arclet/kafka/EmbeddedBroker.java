package dev.arclet.kafka;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real single-node Kafka broker (KRaft) in this process, from Kafka's own artifacts, for the demo, for
 * {@code --embedded} runs on one machine and for tests. Transactions, consumer groups and compaction work as on any
 * broker; there is no replication, and only this machine can reach it (127.0.0.1).
 *
 * <p>The first start in a process takes about three seconds, later ones a fraction of one. Any number may run at once.
 * Whoever starts one closes it: no shutdown hook does, because a stream that is still closing needs its broker.
 *
 * <p>All methods may be called from any thread.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);

    private final String bootstrapServers;
    private final DataFolder folder;
    private final KraftNode node;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedBroker(String bootstrapServers, DataFolder folder, KraftNode node) {
        this.bootstrapServers = bootstrapServers;
        this.folder = folder;
        this.node = node;
    }

    /** Starts a broker in a temporary folder on a free port. */
    public static EmbeddedBroker start() {
        return start(BrokerSettings.temporary());
    }

    /**
     * Starts a broker and waits until it serves clients. A folder that already holds a broker's data is taken up where
     * it was left, also after a crash.
     *
     * @throws KafkaSetupException when the port is taken, the folder can't be used or Kafka rejects a property
     */
    public static EmbeddedBroker start(BrokerSettings settings) {
        DataFolder folder = DataFolder.open(settings.folder());
        try {
            return start(settings, folder, bind(settings.port()));
        } catch (KafkaSetupException e) {
            folder.close();
            throw e;
        }
    }

    private static EmbeddedBroker start(BrokerSettings settings, DataFolder folder, LoopbackSockets sockets) {
        String address = sockets.address(BrokerSettings.CLIENTS);
        Map<String, String> properties =
                settings.properties(folder.path(), address, sockets.address(BrokerSettings.CONTROLLER));
        try {
            KraftNode node = KraftNode.start(folder, settings.users(), properties, sockets);
            log.debug("embedded broker at {}, data in {}", address, folder.path());
            return new EmbeddedBroker(address, folder, node);
        } catch (Exception e) {
            sockets.close();
            throw new KafkaSetupException(
                    "embedded broker at %s with its data in %s did not start: %s"
                            .formatted(address, folder.path(), KafkaSetupException.reason(e)),
                    e);
        }
    }

    private static LoopbackSockets bind(int port) {
        try {
            return LoopbackSockets.bind(port);
        } catch (BindException e) {
            throw new KafkaSetupException(
                    "embedded broker: port %d is not to be had (%s); choose another, or 0 for a free one"
                            .formatted(port, e.getMessage()),
                    e);
        } catch (IOException e) {
            throw new KafkaSetupException("embedded broker: no socket on 127.0.0.1 port %d (%s)".formatted(port, e), e);
        }
    }

    /** What clients put into {@code bootstrap.servers}: {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Where the data lies. */
    public Path folder() {
        return folder.path();
    }

    /** Stops the broker, which writes its data out; a temporary folder is deleted. Calling it again does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try (folder) {
                node.close();
            }
        }
    }
}

package dev.arclet.kafka;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where an {@link EmbeddedBroker} keeps its data, which port it answers on, who may log in and what differs from
 * Arclet's broker configuration.
 *
 * @param folder the data folder, kept when the broker closes; empty for a temporary one that goes with the broker
 * @param port the clients' port on 127.0.0.1, 0 to 65535; 0 takes a free one
 * @param extra Kafka broker properties that override Arclet's own, such as {@code listener.security.protocol.map} with
 *     the SASL settings that go with it (listeners: {@code CLIENTS} and {@code CONTROLLER})
 * @param users passwords by name for SCRAM-SHA-512, put into a data folder when it is new; of letters, digits, '.', '_', '-'
 */
public record BrokerSettings(Optional<Path> folder, int port, Map<String, String> extra, Map<String, String> users) {

    static final int NODE_ID = 1;
    static final String CLIENTS = "CLIENTS";
    static final String CONTROLLER = "CONTROLLER";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]+");

    /** Holds an 8 MiB packet with its headers and a picture or two, in one record. */
    private static final int MAX_RECORD_BYTES = 10 * 1024 * 1024;

    public BrokerSettings {
        requireNonNull(folder, "folder is null");
        if (port < 0 || port > 65_535) {
            throw new KafkaSetupException("embedded broker: port is %d; give 0 (a free one) to 65535".formatted(port));
        }
        extra = Map.copyOf(extra);
        users = Map.copyOf(users);
        users.forEach(BrokerSettings::requirePlain);
    }

    /** Kafka's formatter takes users as lists in brackets, which names and passwords must not end. */
    private static void requirePlain(String name, String password) {
        if (!PLAIN.matcher(name).matches() || !PLAIN.matcher(password).matches()) {
            throw new KafkaSetupException(
                    "embedded broker: user %s or its password has other characters than letters, digits, '.', '_' and '-'; leave them out"
                            .formatted(name));
        }
    }

    /** A temporary folder and a free port. */
    public static BrokerSettings temporary() {
        return new BrokerSettings(Optional.empty(), 0, Map.of(), Map.of());
    }

    public BrokerSettings in(Path dataFolder) {
        return new BrokerSettings(Optional.of(dataFolder), port, extra, users);
    }

    public BrokerSettings onPort(int clientsPort) {
        return new BrokerSettings(folder, clientsPort, extra, users);
    }

    public BrokerSettings with(String property, String value) {
        Map<String, String> more = new LinkedHashMap<>(extra);
        more.put(property, value);
        return new BrokerSettings(folder, port, more, users);
    }

    /** One more who may log in by SCRAM-SHA-512. */
    public BrokerSettings withUser(String name, String password) {
        Map<String, String> more = new LinkedHashMap<>(users);
        more.put(name, password);
        return new BrokerSettings(folder, port, extra, more);
    }

    /** {@link #extra} and {@link #users} hold passwords, so only their names are shown. */
    @Override
    public String toString() {
        return "BrokerSettings[folder=%s, port=%d, extra=%s, users=%s]"
                .formatted(folder, port, extra.keySet(), users.keySet());
    }

    /**
     * The broker's whole configuration: one node that is broker and controller, sized for a process that it shares with
     * the topology.
     *
     * @param dataFolder where logs and metadata lie
     * @param clientsAddress {@code host:port} for clients
     * @param controllerAddress {@code host:port} of the metadata quorum's only voter
     */
    Map<String, String> properties(Path dataFolder, String clientsAddress, String controllerAddress) {
        Map<String, String> properties = new HashMap<>();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(NODE_ID));
        properties.put("controller.quorum.voters", NODE_ID + "@" + controllerAddress);
        properties.put("controller.listener.names", CONTROLLER);
        properties.put("inter.broker.listener.name", CLIENTS);
        properties.put(
                "listeners", "%s://%s,%s://%s".formatted(CLIENTS, clientsAddress, CONTROLLER, controllerAddress));
        properties.put("listener.security.protocol.map", CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        properties.put("log.dirs", dataFolder.toString());
        properties.put("server.max.startup.time.ms", "300000");
        // After a crash the controller refuses the broker until its former session is over.
        properties.put("broker.session.timeout.ms", "3000");
        properties.put("broker.heartbeat.interval.ms", "500");

        properties.put("auto.create.topics.enable", "false");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("message.max.bytes", Integer.toString(MAX_RECORD_BYTES));
        properties.put("replica.fetch.max.bytes", Integer.toString(MAX_RECORD_BYTES));

        for (String internal :
                new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            properties.put(internal + ".replication.factor", "1");
            properties.put(internal + ".num.partitions", "4");
        }
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");

        properties.put("num.network.threads", "2");
        // The system's own size: an alert is larger than Kafka's default of 100 kB.
        properties.put("socket.send.buffer.bytes", "-1");
        properties.put("socket.receive.buffer.bytes", "-1");
        properties.put("num.io.threads", "4");
        properties.put("background.threads", "2");
        // Kafka's own default takes 128 MiB of heap for compaction; 8 MiB holds 300,000 keys a pass.
        properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 * 1024 * 1024));
        properties.putAll(extra);
        return properties;
    }
}

package dev.arclet.kafka;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The Kafka that an integration test runs against: the embedded broker, or the official image where the environment
 * says {@code ARCLET_TEST_KAFKA=container} and Docker answers. Standard output tells which one it is.
 */
public final class TestKafka implements AutoCloseable {

    static final DockerImageName IMAGE = DockerImageName.parse("apache/kafka:4.3.1");

    private final ClientSettings clients;
    private final AutoCloseable server;

    private TestKafka(String bootstrapServers, AutoCloseable server) {
        this.clients = ClientSettings.of(bootstrapServers);
        this.server = server;
    }

    public static TestKafka start() {
        boolean container = "container".equals(System.getenv("ARCLET_TEST_KAFKA"));
        if (container && isDockerThere()) {
            System.out.println("test Kafka: " + IMAGE);
            return startContainer();
        }
        System.out.println("test Kafka: embedded broker" + (container ? " (Docker does not answer)" : ""));
        EmbeddedBroker broker = EmbeddedBroker.start();
        return new TestKafka(broker.bootstrapServers(), broker);
    }

    static TestKafka startContainer() {
        KafkaContainer container = new KafkaContainer(IMAGE)
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_MESSAGE_MAX_BYTES", "10485760");
        container.start();
        return new TestKafka(container.getBootstrapServers(), container);
    }

    static boolean isDockerThere() {
        // Testcontainers calls a machine without Docker an error; the callers say it in one line.
        ((Logger) LoggerFactory.getLogger("org.testcontainers")).setLevel(Level.OFF);
        return DockerClientFactory.instance().isDockerAvailable();
    }

    public ClientSettings clients() {
        return clients;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException("the test Kafka did not stop", e);
        }
    }
}

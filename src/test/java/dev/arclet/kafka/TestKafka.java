package dev.arclet.kafka;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The Kafka that an integration test runs against: the official image where Docker answers and has it, the embedded broker where it does
 * not or can't start the image, or where the environment says {@code ARCLET_TEST_KAFKA=embedded}. Tests download nothing, so the image is
 * pulled by hand. Standard output tells which one it is.
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
        Optional<String> obstacle = obstacleToContainers();
        if (obstacle.isEmpty()) {
            System.out.println("test Kafka: " + IMAGE);
            return startContainer();
        }
        System.out.printf("test Kafka: embedded broker (%s)%n", obstacle.get());
        EmbeddedBroker broker = EmbeddedBroker.start();
        return new TestKafka(broker.bootstrapServers(), broker);
    }

    /** Why the image is not used; empty if it is. */
    static Optional<String> obstacleToContainers() {
        return Container.OBSTACLE;
    }

    static TestKafka startContainer() {
        KafkaContainer container = new KafkaContainer(IMAGE)
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_MESSAGE_MAX_BYTES", "10485760");
        container.start();
        return new TestKafka(container.getBootstrapServers(), container);
    }

    private static boolean isDockerThere() {
        // Testcontainers calls a machine without Docker an error; the callers say it in one line.
        ((Logger) LoggerFactory.getLogger("org.testcontainers")).setLevel(Level.OFF);
        return DockerClientFactory.instance().isDockerAvailable();
    }

    private static boolean isImageThere() {
        return !DockerClientFactory.instance()
                .client()
                .listImagesCmd()
                .withReferenceFilter(IMAGE.asCanonicalNameString())
                .exec()
                .isEmpty();
    }

    /** Found out once a run of the tests. */
    private static final class Container {
        static final Optional<String> OBSTACLE = obstacle();

        private static Optional<String> obstacle() {
            if ("embedded".equals(System.getenv("ARCLET_TEST_KAFKA"))) {
                return Optional.of("ARCLET_TEST_KAFKA says so");
            }
            if (!isDockerThere()) {
                return Optional.of("Docker does not answer");
            }
            if (!isImageThere()) {
                return Optional.of("Docker does not have the image, and tests download nothing; docker pull " + IMAGE);
            }
            try {
                startContainer().close();
                return Optional.empty();
            } catch (RuntimeException e) {
                return Optional.of("Docker does not start " + IMAGE + ": " + e.getMessage());
            }
        }
    }

    public ClientSettings clients() {
        return clients;
    }

    public String bootstrapServers() {
        return clients.bootstrap();
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

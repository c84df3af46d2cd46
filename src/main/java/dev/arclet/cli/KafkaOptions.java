package dev.arclet.cli;

import dev.arclet.kafka.ClientSettings;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options by which a command reaches Kafka. */
final class KafkaOptions {
    static final String DEFAULT_BOOTSTRAP = "localhost:9092";

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Kafka brokers. Default: bootstrap.servers of --kafka FILE, else " + DEFAULT_BOOTSTRAP)
    private String bootstrap;

    @Option(
            names = "--kafka",
            paramLabel = "FILE",
            description =
                    "Kafka client settings (SASL, TLS, ...) as a properties file, handed to the clients untouched, in which"
                            + " $${env:NAME} and $${file:PATH} stand for secrets.")
    private Path properties;

    /** Settings for the user's own Kafka. */
    ClientSettings settings() {
        Optional<String> servers = Optional.ofNullable(bootstrap);
        if (servers.isEmpty() && properties == null) {
            servers = Optional.of(DEFAULT_BOOTSTRAP);
        }
        return ClientSettings.of(servers, Optional.ofNullable(properties));
    }

    boolean isGiven() {
        return bootstrap != null || properties != null;
    }
}

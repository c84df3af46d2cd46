package dev.arclet.kafka;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterTest {

    @Test
    void aBrokerThatCantBeReachedIsOneLineWithAddressAndFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("client.properties");
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + silent.getLocalPort();
            Files.writeString(file, "bootstrap.servers=" + address + "\n");
            ClientSettings settings = ClientSettings.of(Optional.empty(), Optional.of(file));
            String message = refusal(settings);
            assertTrue(message.startsWith("no Kafka broker answers at " + address + " within 0.7 s"), message);
            assertTrue(
                    message.contains("start it, or correct bootstrap.servers in " + file + "; if it wants TLS"),
                    message);
        }
    }

    @Test
    void aWaitThatIsNoNumberIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("client.properties"), "bootstrap.servers=localhost:1\ndefault.api.timeout.ms=soon\n");

        String message = refusal(ClientSettings.of(Optional.empty(), Optional.of(file)));

        assertTrue(message.contains(file + ": default.api.timeout.ms is 'soon'"), message);
    }

    @Test
    void anAddressThatIsNoneIsNamed() {
        String message = refusal(ClientSettings.of("no-port"));
        assertTrue(message.contains("no-port"), message);
    }

    @Test
    void aFailedLoginIsToldFromABrokerThatIsAway(@TempDir Path folder) throws IOException {
        BrokerSettings loginNeeded = BrokerSettings.temporary()
                .with("listener.security.protocol.map", "CLIENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT")
                .with("sasl.enabled.mechanisms", "PLAIN")
                .with("sasl.mechanism.inter.broker.protocol", "PLAIN")
                .with("listener.name.clients.plain.sasl.jaas.config", login("broker", " user_broker=\"secret\""));
        try (EmbeddedBroker broker = EmbeddedBroker.start(loginNeeded)) {
            Path file = Files.writeString(
                    folder.resolve("client.properties"), """
                    bootstrap.servers=%s
                    security.protocol=SASL_PLAINTEXT
                    sasl.mechanism=PLAIN
                    sasl.jaas.config=%s
                    """.formatted(broker.bootstrapServers(), login("nobody", "")));
            ClientSettings settings = ClientSettings.of(Optional.empty(), Optional.of(file));
            String message = assertThrows(
                            KafkaSetupException.class, () -> Cluster.connect(settings, Duration.ofSeconds(30)))
                    .getMessage();
            assertTrue(message.contains("login refused"), message);
            assertFalse(message.contains("secret"), message);
        }
    }

    private static String login(String user, String more) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"secret\"%s;"
                .formatted(user, more);
    }

    private static String refusal(ClientSettings settings) {
        return assertThrows(KafkaSetupException.class, () -> Cluster.connect(settings, Duration.ofMillis(700)))
                .getMessage();
    }
}

package dev.arclet.kafka;

import dev.arclet.scoring.remote.Tls;
import dev.arclet.scoring.serve.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A broker that talks TLS only and lets in user {@code arclet} only, by SCRAM. Its certificate is for 127.0.0.1, not for localhost. What a
 * client needs is in files that its properties name.
 */
public final class SecuredBroker implements AutoCloseable {
    public static final String PASSWORD = "pw-of-arclet-MARKED";
    private static final String BROKERS_PASSWORD = "pw-of-broker-MARKED";

    private final EmbeddedBroker broker;
    private final Path folder;
    private final Path certificate;

    private SecuredBroker(EmbeddedBroker broker, Path folder, Path certificate) {
        this.broker = broker;
        this.folder = folder;
        this.certificate = certificate;
    }

    public static SecuredBroker start(Path folder) throws Exception {
        Tls.Identity identity = TestCertificates.in(folder, "ip:127.0.0.1").identity();
        Path keys = Files.writeString(
                folder.resolve("broker.pem"),
                Files.readString(identity.key()) + Files.readString(identity.certificate()));
        BrokerSettings settings = BrokerSettings.temporary()
                .withUser("arclet", PASSWORD)
                .withUser("broker", BROKERS_PASSWORD)
                .with("listener.security.protocol.map", "CLIENTS:SASL_SSL,CONTROLLER:PLAINTEXT")
                .with("sasl.enabled.mechanisms", "SCRAM-SHA-512")
                .with("sasl.mechanism.inter.broker.protocol", "SCRAM-SHA-512")
                .with("listener.name.clients.scram-sha-512.sasl.jaas.config", login("broker", BROKERS_PASSWORD))
                .with("ssl.keystore.type", "PEM")
                .with("ssl.keystore.location", keys.toString())
                .with("ssl.truststore.type", "PEM")
                .with("ssl.truststore.location", identity.certificate().toString());
        return new SecuredBroker(EmbeddedBroker.start(settings), folder, identity.certificate());
    }

    private static String login(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(user, password);
    }

    public int port() {
        return Integer.parseInt(broker.bootstrapServers().replaceAll(".*:", ""));
    }

    /** Who vouches for its certificate: itself. */
    public Path authorities() {
        return certificate;
    }

    /** A client properties file with all that is needed. */
    public Path clientFile() throws IOException {
        return clientFile("client.properties", "127.0.0.1", PASSWORD, authorities());
    }

    /** A client properties file; the password is in another file, which it names. */
    public Path clientFile(String name, String host, String password, Path authorities) throws IOException {
        Path secret = Files.writeString(folder.resolve(name + ".password"), password + "\n");
        return Files.writeString(folder.resolve(name), """
                bootstrap.servers=%s:%d
                security.protocol=SASL_SSL
                sasl.mechanism=SCRAM-SHA-512
                sasl.jaas.config=%s
                ssl.truststore.type=PEM
                ssl.truststore.location=%s
                """.formatted(
                        host, port(), login("arclet", "${file:" + secret + "}"), authorities));
    }

    @Override
    public void close() {
        broker.close();
    }
}

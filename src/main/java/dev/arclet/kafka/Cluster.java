package dev.arclet.kafka;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/** The first contact with a Kafka cluster, where most mistakes in an address, a login or a firewall show. */
public final class Cluster {

    /** Known to {@link KafkaNoiseFilter}: a failure to connect is reported here, once, and not at every attempt. */
    static final String CLIENT_ID = "arclet-admin";

    private Cluster() {}

    /**
     * Connects and waits until the cluster answers. A broker that is still starting is waited for.
     *
     * @param timeout the longest wait for an answer, now and in later calls of the client, unless the settings have a
     *     {@code default.api.timeout.ms} of their own
     * @return an admin client, to be closed by the caller
     * @throws KafkaSetupException when no broker answers in time, the login is refused, or a setting is wrong
     */
    public static Admin connect(ClientSettings settings, Duration timeout) throws InterruptedException {
        Duration patience = settings.adminPatience().orElse(timeout);
        Admin admin = client(settings, patience);
        try {
            Answers.get(admin.describeCluster().clusterId(), "connect to " + settings.bootstrap());
            return admin;
        } catch (KafkaSetupException e) {
            admin.close(Duration.ZERO);
            throw e.getCause() instanceof TimeoutException ? unreachable(settings, patience, e.getCause()) : e;
        } catch (InterruptedException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
    }

    private static Admin client(ClientSettings settings, Duration timeout) {
        Properties config = settings.admin();
        config.put("client.id", CLIENT_ID);
        config.put(ClientSettings.API_TIMEOUT, Math.toIntExact(timeout.toMillis()));
        config.put("request.timeout.ms", Math.toIntExact(timeout.toMillis()));
        try {
            return Admin.create(config);
        } catch (KafkaException e) {
            throw ClientTrouble.notMade(settings, e);
        }
    }

    private static KafkaSetupException unreachable(ClientSettings settings, Duration timeout, Throwable cause) {
        BigDecimal seconds = BigDecimal.valueOf(timeout.toMillis(), 3).stripTrailingZeros();
        return new KafkaSetupException(
                "no Kafka broker answers at %s within %s s; start it, or correct %s%s"
                        .formatted(
                                settings.bootstrap(),
                                seconds.toPlainString(),
                                settings.source(),
                                settings.isPlaintext()
                                        ? "; if it wants TLS or a login, say so in a Kafka client properties file"
                                        : ""),
                cause);
    }
}

package dev.arclet.scoring.remote;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a server is called.
 *
 * @param endpoint where it listens
 * @param tls how the connection is encrypted; empty: not at all
 * @param headers sent with every call, by lower-case name
 * @param timeout after which a call is given up, from its start to its answer
 * @param messageLimit bytes of the largest message that the server takes; batches are kept below it
 */
public record ConnectionSettings(
        Endpoint endpoint, Optional<Tls> tls, Map<String, HeaderText> headers, Duration timeout, int messageLimit) {
    /** gRPC's own limit of 4 MiB is less than 7 pictures of 224 pixels. */
    public static final int USUAL_MESSAGE_LIMIT = 64 << 20;

    public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);

    public ConnectionSettings {
        headers = Map.copyOf(headers);
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout is " + timeout.toMillis() + " ms; give more than 0");
        }
        if (messageLimit < 1) {
            throw new IllegalArgumentException("message limit is " + messageLimit + " bytes; give at least 1");
        }
        headers.keySet().forEach(ConnectionSettings::requireHeaderName);
    }

    /** Unencrypted, without headers, with the usual limits. */
    public static ConnectionSettings plain(Endpoint endpoint) {
        return new ConnectionSettings(endpoint, Optional.empty(), Map.of(), USUAL_TIMEOUT, USUAL_MESSAGE_LIMIT);
    }

    private static void requireHeaderName(String name) {
        if (!name.matches("[0-9a-z_.-]+") || name.endsWith("-bin")) {
            throw new IllegalArgumentException("header " + name
                    + " is not one that can be sent; give a name of lower-case letters, digits, '-', '_' and '.',"
                    + " not ending in -bin");
        }
    }
}

package dev.arclet.scoring.serve;

import dev.arclet.scoring.BatchSizes;
import dev.arclet.scoring.remote.Tls;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where and how a worker's server listens.
 *
 * @param host name or address to listen on; {@code 0.0.0.0} for all of this machine's
 * @param port 0 for any that is free
 * @param maxBatch most pictures in one call
 * @param tls empty: unencrypted
 */
public record ServerSettings(String host, int port, int maxBatch, Optional<ServerTls> tls) {

    /**
     * How connections are encrypted.
     *
     * @param identity what the server shows
     * @param clientAuthorities whoever connects must show a certificate that one of these signed; empty: anybody may connect
     */
    public record ServerTls(Tls.Identity identity, Optional<Path> clientAuthorities) {}

    public ServerSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is " + port + "; give 1 to 65535, or 0 for any that is free");
        }
        if (maxBatch < 1 || maxBatch > BatchSizes.LARGEST) {
            throw new IllegalArgumentException("largest batch is " + maxBatch + "; give 1 to " + BatchSizes.LARGEST);
        }
    }
}

package dev.arclet.scoring.remote;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a connection is encrypted. All files are PEM.
 *
 * @param authorities certificates of those whose signature on the server's certificate counts; empty: those that Java trusts
 * @param identity what this side shows of itself, where the server asks for it
 */
public record Tls(Optional<Path> authorities, Optional<Identity> identity) {

    /**
     * A certificate and its key.
     *
     * @param certificate with the chain above it
     * @param key PKCS #8, not encrypted
     */
    public record Identity(Path certificate, Path key) {}
}

package dev.arclet.web;

import dev.arclet.scoring.remote.HeaderText;
import dev.arclet.web.http.Guard;
import java.util.Optional;

/**
 * Where the web port listens and who may read it.
 *
 * @param host name or address to listen on
 * @param port 0 for any that is free
 * @param token that callers must show; needed where others than this machine can reach the port
 */
public record WebSettings(String host, int port, Optional<HeaderText> token) {

    /** Whether only this machine reaches the port. */
    public boolean isLoopback() {
        return Guard.isThisMachine(host);
    }
}

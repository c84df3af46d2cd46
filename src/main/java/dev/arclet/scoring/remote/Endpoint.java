package dev.arclet.scoring.remote;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server listens.
 *
 * @param host name or address; an IPv6 address in brackets
 * @param port 1 to 65535
 */
public record Endpoint(String host, int port) {
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+]):(\\d{1,5})");

    public Endpoint {
        if (host.isBlank()) {
            throw new IllegalArgumentException("the host of an endpoint is empty; give a name or an address");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port is " + port + "; give 1 to 65535");
        }
    }

    /** Reads {@code HOST:PORT}. */
    public static Endpoint parse(String text) {
        if (text.contains("_")) {
            throw new IllegalArgumentException(
                    "endpoint is '" + text + "'; a host's name has no '_', so give another name or the address");
        }
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("endpoint is '" + text + "'; give HOST:PORT, such as gpu-1:8001");
        }
        return new Endpoint(form.group(1), Integer.parseInt(form.group(2)));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}

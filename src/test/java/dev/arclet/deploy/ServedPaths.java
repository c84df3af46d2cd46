package dev.arclet.deploy;

import dev.arclet.web.http.EventStream;
import dev.arclet.web.http.Guard;
import dev.arclet.web.http.HttpPort;
import dev.arclet.web.http.Routes;
import dev.arclet.web.status.Health;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which of the paths that probes may ask for a real web port answers. */
final class ServedPaths {
    private static final List<String> CANDIDATES = List.of("/health/live", "/health/ready", "/healthz", "/health");
    private static final Set<String> HEALTH_PAGES = ask();

    private ServedPaths() {}

    static Set<String> healthPages() {
        return HEALTH_PAGES;
    }

    private static Set<String> ask() {
        Routes routes = new Routes();
        // It has nothing to tell of, so the pages that are there fail; those that are not there are not found.
        new Health(null, null, null).addTo(routes);
        Set<String> there = new HashSet<>();
        try (HttpPort port = HttpPort.open("127.0.0.1", 0, new Guard(Optional.empty()), routes, new EventStream())) {
            for (String path : CANDIDATES) {
                if (status("http://127.0.0.1:" + port.port() + path) != HttpURLConnection.HTTP_NOT_FOUND) {
                    there.add(path);
                }
            }
            return there;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int status(String url) throws IOException {
        HttpURLConnection call = (HttpURLConnection) URI.create(url).toURL().openConnection();
        try {
            return call.getResponseCode();
        } finally {
            call.disconnect();
        }
    }
}

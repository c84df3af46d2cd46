package dev.arclet.web.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The files of the dashboard, which are on the class path and need no build: what is not listed here is not served. */
public final class StaticFiles {
    private static final String FOLDER = "/web/";
    private static final Map<String, String> TYPES = Map.of(
            "index.html", "text/html; charset=utf-8",
            "style.css", "text/css; charset=utf-8",
            "app.js", "text/javascript; charset=utf-8",
            "charts.js", "text/javascript; charset=utf-8",
            "detail.js", "text/javascript; charset=utf-8",
            "dom.js", "text/javascript; charset=utf-8",
            "sky.js", "text/javascript; charset=utf-8",
            "icon.svg", "image/svg+xml");

    private StaticFiles() {}

    /** Lets the files answer at the root, and the first page at {@code /} too. */
    public static void addTo(Routes routes) {
        TYPES.forEach((name, type) -> {
            Answer answer = Answer.of(type, read(name)).with("Cache-Control", "no-cache");
            routes.add("/" + name, call -> answer);
            if (name.equals("index.html")) {
                routes.add("/", call -> answer);
            }
        });
    }

    private static byte[] read(String name) {
        try (InputStream in = StaticFiles.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException(FOLDER + name + " is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(FOLDER + name + " can't be read from the class path", e);
        }
    }
}

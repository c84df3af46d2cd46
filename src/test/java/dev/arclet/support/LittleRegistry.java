package dev.arclet.support;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** A schema registry over HTTP that knows what it has been told, and counts who asks for the rest. */
public final class LittleRegistry implements AutoCloseable {
    private static final String PATH = "/schemas/ids/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> refused = new ConcurrentHashMap<>();
    private final HttpServer server;

    private LittleRegistry(HttpServer server) {
        this.server = server;
    }

    public static LittleRegistry start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        LittleRegistry registry = new LittleRegistry(server);
        server.createContext(PATH, registry::answer);
        server.start();
        return registry;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public LittleRegistry register(int id, Schema schema) {
        schemas.put(id, schema);
        return this;
    }

    /** How often it was asked for an id and did not know it. */
    public int refusals(int id) {
        return refused.getOrDefault(id, 0);
    }

    private void answer(HttpExchange call) throws IOException {
        int id = Integer.parseInt(call.getRequestURI().getPath().substring(PATH.length()));
        Schema schema = schemas.get(id);
        if (schema == null) {
            refused.merge(id, 1, Integer::sum);
        }
        byte[] body = (schema == null
                        ? "{\"error_code\": 40403, \"message\": \"Schema not found\"}"
                        : JSON.writeValueAsString(Map.of("schema", schema.toString())))
                .getBytes(StandardCharsets.UTF_8);
        try (call) {
            call.sendResponseHeaders(schema == null ? 404 : 200, body.length);
            call.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package dev.arclet.web.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The part of Confluent's Schema Registry that takes schemas, with its rules on ids and modes. */
final class StrictRegistry implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Map<Integer, String> schemas = new TreeMap<>();
    private final Map<String, Integer> idsBySubject = new TreeMap<>();
    private final Map<String, String> modes = new TreeMap<>();
    private boolean modesForbidden;
    private boolean refusing;
    private int changes;

    StrictRegistry() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    String schemaOf(int id) {
        return schemas.get(id);
    }

    Map<String, String> modes() {
        return modes;
    }

    int changes() {
        return changes;
    }

    void setMode(String subject, String mode) {
        modes.put(subject, mode);
    }

    void forbidModes() {
        modesForbidden = true;
    }

    void refuseRegistrations() {
        refusing = true;
    }

    void put(int id, String subject, String schema) {
        schemas.put(id, schema);
        idsBySubject.put(subject, id);
    }

    private record Reply(int status, Object body) {}

    private void answer(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().substring(1).split("/", -1);
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        Reply reply = reply(exchange.getRequestMethod(), path, body);
        byte[] bytes = JSON.writeValueAsBytes(reply.body());
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Reply reply(String method, String[] path, JsonNode body) {
        if (path[0].equals("mode")) {
            return mode(method, path[1], body);
        }
        if (path[0].equals("schemas")) {
            String schema = schemas.get(Integer.parseInt(path[2]));
            return schema == null
                    ? new Reply(404, error("Schema not found"))
                    : new Reply(200, Map.of("schema", schema));
        }
        return path.length == 2 ? find(path[1], body) : register(path[1], body);
    }

    private Reply mode(String method, String subject, JsonNode body) {
        if (modesForbidden) {
            return new Reply(422, error("Mode changes are not allowed"));
        }
        String mode = modes.get(subject);
        if (method.equals("GET")) {
            return mode == null ? new Reply(404, error("no mode of its own")) : new Reply(200, Map.of("mode", mode));
        }
        changes++;
        if (method.equals("DELETE")) {
            modes.remove(subject);
            return new Reply(200, Map.of("mode", String.valueOf(mode)));
        }
        String wanted = body.path("mode").asText();
        if (wanted.equals("IMPORT") && idsBySubject.containsKey(subject)) {
            return new Reply(422, error("Cannot import since found existing subjects"));
        }
        modes.put(subject, wanted);
        return new Reply(200, Map.of("mode", wanted));
    }

    private Reply find(String subject, JsonNode body) {
        return Optional.ofNullable(idsBySubject.get(subject))
                .filter(id -> schemas.get(id).equals(body.path("schema").asText()))
                .map(id -> new Reply(200, Map.of("subject", subject, "id", id, "version", 1)))
                .orElseGet(() -> new Reply(404, error("Schema not found")));
    }

    private Reply register(String subject, JsonNode body) {
        changes++;
        boolean importing = "IMPORT".equals(modes.get(subject));
        if (refusing) {
            return new Reply(500, error("the store is down"));
        }
        if (importing != body.has("id")) {
            return new Reply(
                    422, error(importing ? "import needs an id" : "Subject " + subject + " is not in import mode"));
        }
        int id = importing ? body.path("id").asInt() : schemas.size() + 1;
        put(id, subject, body.path("schema").asText());
        return new Reply(200, Map.of("id", id));
    }

    private static Map<String, Object> error(String message) {
        return Map.of("error_code", 1, "message", message);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

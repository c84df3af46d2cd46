package dev.arclet.web.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arclet.web.http.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Registers schemas in a registry that speaks Confluent's REST interface. Records carry Arclet's own ids, so a schema must keep its id
 * to be found by them; a registry allows that in its mode IMPORT, which is set for the one subject and taken back after.
 */
public final class SchemaPublisher {
    private static final String TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String registry;
    private final Optional<String> authorization;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /**
     * @param registry its URL
     * @param authorization value of the header of this name
     * @throws IllegalArgumentException if the URL is not one of http or https
     */
    public SchemaPublisher(URI registry, Optional<String> authorization) {
        if (registry.getHost() == null || !String.valueOf(registry.getScheme()).matches("https?")) {
            throw new IllegalArgumentException(
                    "registry is %s; give a URL that starts with http:// or https://".formatted(registry));
        }
        this.registry = registry.toString().replaceAll("/+$", "");
        this.authorization = authorization;
    }

    /** What became of a schema. */
    public enum Outcome {
        /** It was there, under Arclet's id. */
        WAS_THERE,
        /** It was there, under another id. */
        WAS_THERE_UNDER_ANOTHER_ID,
        /** It is there now, under Arclet's id. */
        REGISTERED,
        /** It is there now, under another id, for the registry does not let ids be given. */
        REGISTERED_UNDER_ANOTHER_ID
    }

    /**
     * What was done.
     *
     * @param id that the registry has for it
     * @param note what else should be known; empty where there is nothing
     */
    public record Result(Outcome outcome, int id, String note) {
        /** Whether records that carry Arclet's id find it there. */
        public boolean isFoundByRecords() {
            return outcome == Outcome.WAS_THERE || outcome == Outcome.REGISTERED;
        }
    }

    /** A registry that does not answer, or refuses. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private record Reply(int status, JsonNode body) {
        boolean isOk() {
            return status / 100 == 2;
        }

        String text() {
            return "status " + status + " (" + body.path("message").asText("no reason given") + ")";
        }
    }

    /** How the mode was, so that it can be so again. */
    private record Mode(boolean changed, Optional<String> before) {}

    /**
     * Registers a schema under its subject, unless it is there.
     *
     * @throws RefusedException if the registry does not answer, or does not take it
     */
    public Result publish(PublishedSubjects.Registered schema) throws RefusedException, InterruptedException {
        Optional<Integer> there = idOf(schema);
        if (there.isPresent()) {
            return there.get() == schema.id()
                    ? new Result(Outcome.WAS_THERE, schema.id(), "")
                    : new Result(Outcome.WAS_THERE_UNDER_ANOTHER_ID, there.get(), "");
        }
        requireFree(schema);
        Mode mode = allowIds(schema.subject());
        if (!mode.changed()) {
            int id = register(schema, false);
            return id == schema.id()
                    ? new Result(Outcome.REGISTERED, id, "")
                    : new Result(Outcome.REGISTERED_UNDER_ANOTHER_ID, id, "the registry does not allow mode IMPORT");
        }
        int id = registerThenRestore(schema, mode);
        return new Result(Outcome.REGISTERED, id, "mode of the subject was IMPORT meanwhile");
    }

    private int registerThenRestore(PublishedSubjects.Registered schema, Mode mode)
            throws RefusedException, InterruptedException {
        int id;
        try {
            id = register(schema, true);
        } catch (RefusedException refused) {
            try {
                restore(schema.subject(), mode);
            } catch (RefusedException left) {
                throw new RefusedException(refused.getMessage() + "; and " + left.getMessage(), refused);
            }
            throw refused;
        }
        restore(schema.subject(), mode);
        return id;
    }

    private Optional<Integer> idOf(PublishedSubjects.Registered schema) throws RefusedException, InterruptedException {
        Reply reply = call("POST", "/subjects/" + encoded(schema.subject()), Map.of("schema", schema.schema()));
        return reply.isOk() ? Optional.of(reply.body().path("id").asInt()) : Optional.empty();
    }

    private void requireFree(PublishedSubjects.Registered schema) throws RefusedException, InterruptedException {
        Reply reply = call("GET", "/schemas/ids/" + schema.id(), Map.of());
        if (reply.isOk() && !isSame(reply.body().path("schema").asText(), schema.schema())) {
            throw new RefusedException(
                    "%s has another schema under id %d, which records of %s carry; use a registry of its own, or point consumers at Arclet's web port"
                            .formatted(registry, schema.id(), schema.subject()),
                    null);
        }
    }

    private static boolean isSame(String one, String other) {
        try {
            return JSON.readTree(one).equals(JSON.readTree(other));
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private int register(PublishedSubjects.Registered schema, boolean withId)
            throws RefusedException, InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("schema", schema.schema());
        if (withId) {
            body.put("version", schema.version());
            body.put("id", schema.id());
        }
        Reply reply = call("POST", "/subjects/" + encoded(schema.subject()) + "/versions", body);
        if (!reply.isOk()) {
            throw new RefusedException(
                    registry + " does not take " + schema.subject() + (withId ? " as id " + schema.id() : "") + ": "
                            + reply.text(),
                    null);
        }
        return reply.body().path("id").asInt();
    }

    private Mode allowIds(String subject) throws RefusedException, InterruptedException {
        Reply before = call("GET", modePath(subject), Map.of());
        Reply change = call("PUT", modePath(subject), Map.of("mode", "IMPORT"));
        Optional<String> own =
                before.isOk() ? Optional.of(before.body().path("mode").asText()) : Optional.empty();
        return new Mode(change.isOk(), own);
    }

    private void restore(String subject, Mode mode) throws RefusedException, InterruptedException {
        Reply reply = mode.before().isPresent()
                ? call("PUT", modePath(subject), Map.of("mode", mode.before().get()))
                : call("DELETE", modePath(subject), Map.of());
        if (!reply.isOk()) {
            throw new RefusedException(
                    "the mode of subject %s in %s is left at IMPORT, for it could not be set back: %s; set it to %s by hand"
                            .formatted(
                                    subject,
                                    registry,
                                    reply.text(),
                                    mode.before().orElse("the registry's own, by DELETE /mode/" + subject)),
                    null);
        }
    }

    private static String modePath(String subject) {
        return "/mode/" + encoded(subject);
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8);
    }

    private Reply call(String method, String path, Map<String, ?> body) throws RefusedException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(registry + path))
                .timeout(TIMEOUT)
                .header("Accept", TYPE + ", application/json")
                .method(
                        method,
                        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(Answer.jsonText(body)));
        if (!body.isEmpty()) {
            request.header("Content-Type", TYPE);
        }
        authorization.ifPresent(value -> request.header("Authorization", value));
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (response.statusCode() == 401 || response.statusCode() == 403) {
                throw new RefusedException(
                        "%s refuses %s %s with status %d; give --authorization"
                                .formatted(registry, method, path, response.statusCode()),
                        null);
            }
            return new Reply(response.statusCode(), json(response.body()));
        } catch (IOException e) {
            throw new RefusedException(
                    registry + " does not answer: "
                            + Optional.ofNullable(e.getMessage())
                                    .orElse(e.getClass().getSimpleName()),
                    e);
        }
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }
}

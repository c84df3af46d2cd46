package dev.arclet.web.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a call is answered with.
 *
 * @param status HTTP's
 * @param type of the body, as in the header Content-Type
 * @param body which is not copied and must not be written to
 * @param headers besides Content-Type
 */
public record Answer(int status, String type, byte[] body, Map<String, String> headers) {
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    public Answer {
        headers = Map.copyOf(headers);
    }

    /** Status 200. */
    public static Answer of(String type, byte[] body) {
        return new Answer(200, type, body, Map.of());
    }

    /** Status 200 with text in UTF-8. */
    public static Answer of(String type, String text) {
        return of(type, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Status 200 with records, maps and lists as JSON. */
    public static Answer json(Object value) {
        return of("application/json", json(JSON, value));
    }

    /** JSON of records, maps and lists. */
    public static String jsonText(Object value) {
        return new String(json(JSON, value), StandardCharsets.UTF_8);
    }

    /** A refusal in words. */
    public static Answer refusal(int status, String message) {
        return json(Map.of("error", message)).withStatus(status);
    }

    private static byte[] json(JsonMapper mapper, Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(value.getClass() + " can't be written as JSON", e);
        }
    }

    /** The same with another status. */
    public Answer withStatus(int other) {
        return new Answer(other, type, body, headers);
    }

    /** The same as another type. */
    public Answer withType(String other) {
        return new Answer(status, other, body, headers);
    }

    /** The same with a header more. */
    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, type, body, more);
    }
}

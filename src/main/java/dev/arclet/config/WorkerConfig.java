package dev.arclet.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Set;

/**
 * One entry of {@code scoring.workers}.
 *
 * @param kind {@code local}: this machine's processors, in this process
 * @param count so many such workers, each with a session of its own
 * @param threads processor threads for each
 */
public record WorkerConfig(String kind, int count, int threads) {
    private static final Set<String> FIELDS = Set.of("kind", "count", "threads");

    static WorkerConfig read(JsonNode node) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("a worker is written {kind: local, count: 1, threads: 1}");
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException(
                        "a worker has no setting '" + name + "'; it has kind, count and threads");
            }
        }
        String kind = node.path("kind").asText("");
        if (!kind.equals("local")) {
            throw new IllegalArgumentException("worker kind '" + kind + "' is not known; give local");
        }
        return new WorkerConfig(kind, number(node, "count"), number(node, "threads"));
    }

    private static int number(JsonNode node, String field) {
        int number = node.path(field).asInt(node.has(field) ? 0 : 1);
        if (number < 1 || number > 64) {
            throw new IllegalArgumentException("worker " + field + " is " + node.path(field) + "; give 1 to 64");
        }
        return number;
    }
}

package dev.arclet.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads one mapping of a YAML file key by key, and writes down all that is wrong instead of stopping at the first: every line has
 * the file, the key, the value and the way out.
 */
final class YamlKeys {
    private final JsonNode mapping;
    private final String prefix;
    private final List<String> problems;
    private final Set<String> known = new HashSet<>();

    /** @param place of the file, for messages */
    YamlKeys(String place, JsonNode mapping, List<String> problems) {
        this(mapping, place + ": ", problems);
    }

    private YamlKeys(JsonNode mapping, String prefix, List<String> problems) {
        this.mapping = mapping;
        this.prefix = prefix;
        this.problems = problems;
    }

    /** The complaint about a file that holds no mapping. */
    static <T> Optional<T> noKeys(String place, List<String> problems) {
        problems.add(place + " holds no keys; give name and the others");
        return Optional.empty();
    }

    /** Whether a key that may be left out is there. */
    boolean has(String key) {
        known.add(key);
        return !mapping.path(key).isMissingNode() && !mapping.path(key).isNull();
    }

    Optional<String> text(String key, String wanted) {
        JsonNode value = value(key, wanted);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (value.isNumber()) {
            return wrong(key, value, wanted + ", in quotes");
        }
        return value.isTextual() && !value.asText().isBlank() ? Optional.of(value.asText()) : wrong(key, value, wanted);
    }

    Optional<Double> number(String key, double least, double most, String wanted) {
        JsonNode value = value(key, wanted);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        boolean fits = value.isNumber() && value.asDouble() >= least && value.asDouble() <= most;
        return fits ? Optional.of(value.asDouble()) : wrong(key, value, wanted);
    }

    /** A number that may be left out. */
    Optional<Double> optionalNumber(String key, double least, double most, String wanted) {
        known.add(key);
        return mapping.path(key).isMissingNode() ? Optional.empty() : number(key, least, most, wanted);
    }

    Optional<Integer> whole(String key, int least, int most) {
        String wanted = "a whole number from " + least + " to " + most;
        JsonNode value = value(key, wanted);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        boolean fits = value.isInt() && value.asInt() >= least && value.asInt() <= most;
        return fits ? Optional.of(value.asInt()) : wrong(key, value, wanted);
    }

    Optional<List<String>> texts(String key, String wanted) {
        JsonNode value = value(key, wanted);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        value.forEach(item -> texts.add(item.isTextual() ? item.asText() : ""));
        boolean fits = value.isArray() && !texts.isEmpty() && texts.stream().noneMatch(String::isBlank);
        return fits ? Optional.of(List.copyOf(texts)) : wrong(key, value, wanted);
    }

    Optional<List<Integer>> wholes(String key, int least, int most) {
        String wanted = "a list of whole numbers from " + least + " to " + most;
        JsonNode value = value(key, wanted);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        List<Integer> wholes = new ArrayList<>();
        value.forEach(item -> wholes.add(item.isInt() ? item.asInt() : least - 1));
        boolean fits = value.isArray() && wholes.stream().allMatch(whole -> whole >= least && whole <= most);
        return fits ? Optional.of(List.copyOf(wholes)) : wrong(key, value, wanted);
    }

    /** A mapping inside this one; an empty one, with a problem noted, when it is missing. */
    Optional<YamlKeys> keys(String key, String wanted) {
        JsonNode value = value(key, wanted);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        return value.isObject()
                ? Optional.of(new YamlKeys(value, prefix + key + ".", problems))
                : wrong(key, value, wanted);
    }

    void problem(String what) {
        problems.add(prefix + what);
    }

    /** The value, or the reason why it cannot be among the problems. */
    <T> Optional<T> made(Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (IllegalArgumentException e) {
            problem(e.getMessage());
            return Optional.empty();
        }
    }

    /** Notes every key that nobody asked for. */
    void reportUnknown() {
        mapping.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                problem(key + " is not a key here; remove it, or write one of "
                        + known.stream().sorted().toList());
            }
        });
    }

    <T> Optional<T> wrong(String key, JsonNode value, String wanted) {
        problem(key + " is " + value + "; give " + wanted);
        return Optional.empty();
    }

    private JsonNode value(String key, String wanted) {
        known.add(key);
        JsonNode value = mapping.path(key);
        if (value.isMissingNode() || value.isNull()) {
            problem(key + " is missing; give " + wanted);
            return MissingNode.getInstance();
        }
        return value;
    }
}

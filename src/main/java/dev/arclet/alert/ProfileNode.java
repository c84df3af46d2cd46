package dev.arclet.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.arclet.text.BoundedYaml;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A place in a profile's YAML that knows its name. Reading something that isn't as it should be notes a mistake and answers an
 * empty value.
 */
final class ProfileNode {
    private static final String PATH = "[^.\\s]+(\\.[^.\\s]+)*";

    private final JsonNode node;
    private final String file;
    private final String key;
    private final List<String> mistakes;

    private ProfileNode(JsonNode node, String file, String key, List<String> mistakes) {
        this.node = node;
        this.file = file;
        this.key = key;
        this.mistakes = mistakes;
    }

    static ProfileNode parse(String yaml, String file) throws JsonProcessingException {
        List<String> mistakes = new ArrayList<>();
        ProfileNode root = new ProfileNode(BoundedYaml.read(yaml), file, "", mistakes);
        if (!root.isGroup()) {
            mistakes.add(file + " is empty or no list of settings; start with survey: NAME");
        }
        return root;
    }

    void throwMistakes() throws SurveyProfileException {
        if (!mistakes.isEmpty()) {
            throw new SurveyProfileException(mistakes);
        }
    }

    /** Notes what is wrong here, as the end of a sentence that starts with the key. */
    void mistake(String what) {
        mistakes.add("%s: %s %s".formatted(file, key, what));
    }

    private void wrong(String wanted) {
        String value = node.isMissingNode() || node.isNull() ? "is missing" : "is " + node;
        mistake(value + "; give " + wanted);
    }

    boolean isMissing() {
        return node.isMissingNode();
    }

    boolean isGroup() {
        return node.isObject();
    }

    ProfileNode get(String name) {
        return new ProfileNode(node.path(name), file, key.isEmpty() ? name : key + "." + name, mistakes);
    }

    /** As {@link #get}; that it is missing is a mistake, noted by whoever reads it as a value. */
    ProfileNode needed(String name) {
        ProfileNode child = get(name);
        return child.isMissing() && isGroup()
                ? new ProfileNode(NullNode.getInstance(), file, child.key, mistakes)
                : child;
    }

    /** This node, which must be a group of these settings. */
    ProfileNode group(String... names) {
        if (isGroup()) {
            allow(names);
            return this;
        }
        wrong("a group of " + String.join(", ", names));
        return new ProfileNode(MissingNode.getInstance(), file, key, mistakes);
    }

    /** Notes every setting that isn't one of these. */
    void allow(String... names) {
        node.fieldNames().forEachRemaining(name -> {
            if (!Arrays.asList(names).contains(name)) {
                get(name).mistake("is no setting of a survey profile; give one of " + String.join(", ", names));
            }
        });
    }

    /** All settings of this group, in order. */
    Map<String, ProfileNode> children() {
        Map<String, ProfileNode> found = new LinkedHashMap<>();
        if (!isGroup() && !isMissing()) {
            wrong("a group of NAME: FIELD");
        }
        node.fieldNames().forEachRemaining(name -> found.put(name, get(name)));
        return found;
    }

    String text() {
        if (node.isMissingNode()) {
            return "";
        }
        if (!node.isValueNode() || node.asText().isBlank() || node.isNull()) {
            wrong("a text");
            return "";
        }
        return node.asText();
    }

    /** One text or a list of them. */
    List<String> texts() {
        return list("a text or a list of texts", n -> Optional.of(n.asText()).filter(t -> !t.isBlank()));
    }

    /** One path or a list of alternatives. */
    List<String> paths() {
        return list(
                "a field's path such as candidate.ra, or a list of alternatives",
                n -> Optional.of(n.asText()).filter(t -> t.matches(PATH)));
    }

    List<Double> numbers() {
        return list(
                "a number or a list of numbers", n -> n.isNumber() ? Optional.of(n.doubleValue()) : Optional.empty());
    }

    private <T> List<T> list(String wanted, Function<JsonNode, Optional<T>> read) {
        if (node.isMissingNode()) {
            return List.of();
        }
        List<T> found = new ArrayList<>();
        for (JsonNode entry : node.isArray() ? node : List.of(node)) {
            Optional<T> value = entry.isValueNode() && !entry.isNull() ? read.apply(entry) : Optional.empty();
            value.ifPresentOrElse(found::add, () -> wrong(wanted));
        }
        if (node.isArray() && node.isEmpty()) {
            wrong(wanted);
        }
        return found;
    }

    /** Within these bounds; the lower one where it is missing. */
    double number(double least, double most) {
        if (node.isMissingNode()) {
            return least;
        }
        if (!node.isNumber() || !(node.doubleValue() >= least && node.doubleValue() <= most)) {
            wrong("a number from %s to %s".formatted(least, most));
            return least;
        }
        return node.doubleValue();
    }

    Map<String, String> textByKey() {
        Map<String, String> found = new LinkedHashMap<>();
        children().forEach((name, child) -> found.put(name, child.text()));
        return found;
    }

    <T> Optional<T> oneOf(Function<String, Optional<T>> read, String choices) {
        Optional<T> found = read.apply(node.asText());
        if (found.isEmpty() && !node.isMissingNode()) {
            wrong("one of " + choices);
        }
        return found;
    }
}

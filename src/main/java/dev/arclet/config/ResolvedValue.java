package dev.arclet.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.arclet.text.SecretText;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A value of the configuration, with what its references name in their places; what a reference gives is text, whatever it looks like. */
final class ResolvedValue {
    private final UnaryOperator<String> environment;
    private final Set<String> leftAlone;
    private final Map<String, String> referenceOf = new LinkedHashMap<>();
    private final JsonNode value;

    /**
     * @param written the value as it stands in its place
     * @param environment the value of a variable, or null where it is not set
     * @param leftAlone names of fields whose references are resolved when they are used
     * @throws IllegalArgumentException if a reference leads nowhere; the message names it
     */
    ResolvedValue(JsonNode written, UnaryOperator<String> environment, Set<String> leftAlone) {
        this.environment = environment;
        this.leftAlone = leftAlone;
        this.value = resolved(written);
    }

    JsonNode value() {
        return value;
    }

    /** A message about the value, with the references instead of what they name. */
    String hide(String message) {
        // The longest first, for a secret may be part of another.
        List<String> secrets = referenceOf.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        String hidden = message;
        for (String secret : secrets) {
            hidden = hidden.replace(secret, referenceOf.get(secret));
        }
        return hidden;
    }

    private JsonNode resolved(JsonNode node) {
        if (node.isTextual() && node.asText().contains("${")) {
            return resolved(new SecretText(node.asText(), environment));
        }
        if (node.isArray()) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> items.add(resolved(item)));
            return items;
        }
        if (node.isObject()) {
            ObjectNode fields = JsonNodeFactory.instance.objectNode();
            node.properties()
                    .forEach(field -> fields.set(
                            field.getKey(),
                            leftAlone.contains(field.getKey()) ? field.getValue() : resolved(field.getValue())));
            return fields;
        }
        return node;
    }

    private JsonNode resolved(SecretText text) {
        referenceOf.putAll(text.secrets());
        return TextNode.valueOf(text.resolve());
    }
}

package dev.arclet.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lays the places that settings come from on each other and reads values out of the pile. All mistakes are collected. */
final class LayeredSettings {
    private final Map<Key<?>, Given> given = new LinkedHashMap<>();
    private final Map<String, String> places = new HashMap<>();
    private final List<String> mistakes = new ArrayList<>();
    private final Set<Key<?>> mistaken = new HashSet<>();

    private record Given(String place, JsonNode value) {}

    /** The later layers lie on the earlier ones; below all is each key's own default. */
    LayeredSettings(List<Layer> layers) {
        layers.forEach(this::add);
    }

    /** The value of a key; a mistake is noted and answered by the default. */
    <T> T get(Key<T> key) {
        Given found = given.get(key);
        if (found != null) {
            try {
                T value = key.kind().read(found.value());
                places.put(key.path(), found.place());
                return value;
            } catch (NestedMistakes e) {
                e.mistakes().forEach(mistake -> mistakes.add(found.place() + ": " + mistake));
            } catch (IllegalArgumentException e) {
                mistakes.add(String.format(
                        "%s: %s is %s; %s", found.place(), key.path(), shown(found.value()), e.getMessage()));
            }
        }
        if (found != null) {
            mistaken.add(key);
        }
        return key.kind().read(YamlTree.value(key.fallback()));
    }

    /** Whether a value that was read was not allowed, so that its default was answered. */
    boolean isMistaken(Key<?> key) {
        return mistaken.contains(key);
    }

    /** Where each value that was read and is no default stands, by path. */
    Map<String, String> places() {
        return places;
    }

    /** What is wrong with the layers, and with the values that were read until now. */
    List<String> mistakes() {
        return mistakes;
    }

    private void add(Layer layer) {
        if (layer instanceof Layer.File file) {
            addFile(file.path());
        } else if (layer instanceof Layer.Environment environment) {
            addEnvironment(environment.variables());
        } else if (layer instanceof Layer.Settings settings) {
            settings.byPath().forEach((path, value) -> add(path, settings.source(), YamlTree.value(value)));
        }
    }

    private void addFile(String file) {
        try {
            YamlTree.leaves(file).forEach((path, value) -> add(path, file, value));
        } catch (ConfigException e) {
            mistakes.addAll(e.mistakes());
        }
    }

    private void addEnvironment(Map<String, String> variables) {
        variables.forEach((name, value) -> {
            Key<?> key = Keys.BY_ENVIRONMENT_NAME.get(name);
            if (key != null) {
                given.put(key, new Given(name + " (environment)", YamlTree.value(value)));
            }
        });
    }

    private void add(String path, String place, JsonNode value) {
        Key<?> key = Keys.BY_PATH.get(path);
        if (key == null) {
            mistakes.add(place + ": there is no setting " + path
                    + Spelling.nearest(path, Keys.BY_PATH.keySet())
                            .map(nearest -> "; did you mean " + nearest + "?")
                            .orElse("; 'arclet check --reference' lists them all"));
        } else {
            given.put(key, new Given(place, value));
        }
    }

    /** A value as messages show it. */
    static String shown(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }
}

package dev.arclet.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lays the places that settings come from on each other and reads values out of the pile. What a value names instead of holding it is
 * looked up then, and shown in no message. All mistakes are collected.
 */
final class LayeredSettings {
    /** A token may be renewed while a worker uses it. */
    private static final Set<String> RESOLVED_LATER = Set.of(WorkerKeys.HEADERS.path());

    private final Map<Key<?>, Given> given = new LinkedHashMap<>();
    private final Map<String, String> places = new HashMap<>();
    private final List<String> mistakes = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
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
            Optional<T> value = resolved(key, found).flatMap(there -> read(key, found, there));
            if (value.isPresent()) {
                return value.get();
            }
            mistaken.add(key);
        }
        return key.kind().read(YamlTree.value(key.fallback()));
    }

    private Optional<ResolvedValue> resolved(Key<?> key, Given found) {
        try {
            return Optional.of(new ResolvedValue(found.value(), environment::get, RESOLVED_LATER));
        } catch (IllegalArgumentException e) {
            mistakes.add(found.place() + ": " + key.path() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private <T> Optional<T> read(Key<T> key, Given found, ResolvedValue resolved) {
        try {
            T value = key.kind().read(resolved.value());
            places.put(key.path(), found.place());
            return Optional.of(value);
        } catch (NestedMistakes e) {
            e.mistakes().forEach(mistake -> mistakes.add(found.place() + ": " + resolved.hide(mistake)));
        } catch (IllegalArgumentException e) {
            mistakes.add(String.format(
                    "%s: %s is %s; %s",
                    found.place(), key.path(), shown(found.value()), resolved.hide(e.getMessage())));
        }
        return Optional.empty();
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
        } else if (layer instanceof Layer.Environment given) {
            environment.putAll(given.variables());
            addEnvironment(given.variables());
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

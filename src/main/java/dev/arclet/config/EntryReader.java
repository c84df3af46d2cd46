package dev.arclet.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one entry of a list whose entries have settings of their own; all that is wrong with it is told. */
final class EntryReader {
    private final String place;
    private final List<String> mistakes;
    private final int mistakesBefore;
    private final Map<String, JsonNode> given = new LinkedHashMap<>();

    /**
     * Looks for settings that there are not, and for values that are not allowed.
     *
     * @param place of the entry, for messages: {@code watchLists[0]}
     * @param entry a mapping
     * @param keys the settings that it may have
     * @param mistakes what is wrong is added to it
     */
    EntryReader(String place, JsonNode entry, List<Key<?>> keys, List<String> mistakes) {
        this.place = place;
        this.mistakes = mistakes;
        this.mistakesBefore = mistakes.size();
        List<String> known = keys.stream().map(Key::path).toList();
        collect("", entry, known);
        refuseUnknown(known);
        keys.forEach(this::check);
    }

    private void collect(String path, JsonNode node, List<String> known) {
        node.properties().forEach(field -> {
            String full = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            if (field.getValue().isObject() && !known.contains(full)) {
                collect(full, field.getValue(), known);
            } else {
                given.put(full, field.getValue());
            }
        });
    }

    private void refuseUnknown(List<String> known) {
        given.keySet().stream()
                .filter(path -> !known.contains(path))
                .forEach(path -> mistake(path + " is no setting of this kind"
                        + Spelling.nearest(path, known)
                                .map(nearest -> "; did you mean " + nearest + "?")
                                .orElse("; remove it, or give one of " + known)));
    }

    private void check(Key<?> key) {
        try {
            get(key);
        } catch (NestedMistakes e) {
            e.mistakes().forEach(this::mistake);
        } catch (IllegalArgumentException e) {
            String value = has(key) ? LayeredSettings.shown(given.get(key.path())) : "missing";
            mistake(key.path() + " is " + value + "; " + e.getMessage());
        }
    }

    /** The value of a setting, its default where none is given. */
    <T> T get(Key<T> key) {
        return key.kind().read(given.getOrDefault(key.path(), YamlTree.value(key.fallback())));
    }

    boolean has(Key<?> key) {
        return given.containsKey(key.path());
    }

    /** Notes that something is wrong; begins with the setting that is. */
    void mistake(String what) {
        mistakes.add(place + "." + what);
    }

    /** Whether nothing was wrong so far, so that all values can be had. */
    boolean isRight() {
        return mistakes.size() == mistakesBefore;
    }
}

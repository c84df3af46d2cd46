package dev.arclet.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arclet.watch.TargetTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads {@code watchLists}; all that is wrong with them is told. */
final class WatchListReader {
    private WatchListReader() {}

    /** The lists, with different names. */
    static Key.Kind<List<WatchListConfig>> listAt(String path) {
        Key.Kind<List<JsonNode>> list =
                Kinds.list("a list of {name: WORD, file: FILE, radius: ANGLE}", Function.identity());
        return Kinds.direct(list.allowed(), value -> read(path, list.read(value)));
    }

    private static List<WatchListConfig> read(String path, List<JsonNode> nodes) {
        List<String> mistakes = new ArrayList<>();
        List<WatchListConfig> lists = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            watchList(path + "[" + i + "]", nodes.get(i), mistakes).ifPresent(lists::add);
        }
        requireDistinctNames(path, lists, mistakes);
        if (!mistakes.isEmpty()) {
            throw new NestedMistakes(mistakes);
        }
        return lists;
    }

    private static Optional<WatchListConfig> watchList(String place, JsonNode node, List<String> mistakes) {
        if (!node.isObject()) {
            mistakes.add(
                    place + " is " + LayeredSettings.shown(node) + "; give {name: known-lenses, file: lenses.csv}");
            return Optional.empty();
        }
        EntryReader entry = new EntryReader(place, node, WatchListKeys.ALL, mistakes);
        return entry.isRight()
                ? Optional.of(new WatchListConfig(
                        entry.get(WatchListKeys.NAME),
                        entry.get(WatchListKeys.FILE),
                        entry.get(WatchListKeys.RADIUS),
                        new TargetTable.Columns(
                                entry.get(WatchListKeys.NAME_COLUMN),
                                entry.get(WatchListKeys.RA_COLUMN),
                                entry.get(WatchListKeys.DEC_COLUMN))))
                : Optional.empty();
    }

    private static void requireDistinctNames(String path, List<WatchListConfig> lists, List<String> mistakes) {
        Set<String> names = new HashSet<>();
        for (WatchListConfig list : lists) {
            if (!names.add(list.name())) {
                mistakes.add(path + " has two lists named " + list.name() + "; give each a name of its own");
            }
        }
    }
}

package dev.arclet.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arclet.stream.OutputTopic;
import dev.arclet.stream.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads {@code output.topics}; all that is wrong with them is told. */
final class OutputTopicReader {
    private OutputTopicReader() {}

    /** The topics. */
    static Key.Kind<List<OutputTopic>> listAt(String path) {
        Key.Kind<List<JsonNode>> list =
                Kinds.list("a list of topics, such as {topic: NAME, minScore: 0.9}", Function.identity());
        return Kinds.direct(list.allowed(), value -> read(path, list.read(value)));
    }

    private static List<OutputTopic> read(String path, List<JsonNode> nodes) {
        List<String> mistakes = new ArrayList<>();
        List<OutputTopic> topics = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            topic(path + "[" + i + "]", nodes.get(i), mistakes).ifPresent(topics::add);
        }
        if (!mistakes.isEmpty()) {
            throw new NestedMistakes(mistakes);
        }
        return topics;
    }

    private static Optional<OutputTopic> topic(String place, JsonNode node, List<String> mistakes) {
        if (!node.isObject()) {
            mistakes.add(place + " is " + LayeredSettings.shown(node) + "; give {topic: NAME, minScore: 0.9}");
            return Optional.empty();
        }
        EntryReader entry = new EntryReader(place, node, OutputTopicKeys.ALL, mistakes);
        if (entry.isRight()) {
            requireRoomForAnything(entry);
        }
        return entry.isRight()
                ? Optional.of(new OutputTopic(
                        entry.get(OutputTopicKeys.TOPIC), entry.get(OutputTopicKeys.FORM), selection(entry)))
                : Optional.empty();
    }

    /** A list that is wanted and unwanted leaves less than one thinks, or nothing. */
    private static void requireRoomForAnything(EntryReader entry) {
        Set<String> both = new TreeSet<>(entry.get(OutputTopicKeys.ON_LISTS));
        both.retainAll(entry.get(OutputTopicKeys.OFF_LISTS));
        if (!both.isEmpty()) {
            entry.mistake("offLists has " + String.join(", ", both) + ", as onLists has; leave it out of one");
        }
    }

    private static Selection selection(EntryReader entry) {
        return new Selection(
                entry.get(OutputTopicKeys.MIN_SCORE),
                entry.get(OutputTopicKeys.MIN_PROBABILITY),
                new TreeSet<>(entry.get(OutputTopicKeys.BANDS)),
                entry.get(OutputTopicKeys.REGIONS),
                new TreeSet<>(entry.get(OutputTopicKeys.ON_LISTS)),
                new TreeSet<>(entry.get(OutputTopicKeys.OFF_LISTS)));
    }
}

package dev.arclet.stream;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where alerts come from: one topic by its name, or all topics whose names fit a pattern, those included that are made while the stream
 * runs. In a pattern {@code *} stands for any number of letters, digits, dots and underscores, but not for a hyphen. So
 * {@code lsst-alerts-v*} takes {@code lsst-alerts-v10.0} and {@code lsst-alerts-v11.1}, and neither {@code lsst-alerts-v10.0-again}, which is a
 * run of its own, nor any topic that Kafka Streams makes for itself.
 *
 * @param text the name or the pattern: {@code *} and what Kafka allows in names
 */
public record AlertTopics(String text) {
    private static final String ANY = "*";
    private static final String ANY_BUT_HYPHEN = "[a-zA-Z0-9._]*";

    /** Whether it may be more than one topic. */
    public boolean isPattern() {
        return text.contains(ANY);
    }

    /** Whether alerts come from this topic. */
    public boolean contain(String topic) {
        return isPattern() ? pattern().matcher(topic).matches() : text.equals(topic);
    }

    /** Those that alerts come from, by name. */
    public List<String> among(Collection<String> topics) {
        return topics.stream().filter(this::contain).sorted().toList();
    }

    /** As a regular expression that a whole name must match. */
    public Pattern pattern() {
        return Pattern.compile(text.replace(".", "\\.").replace(ANY, ANY_BUT_HYPHEN));
    }

    @Override
    public String toString() {
        return text;
    }
}

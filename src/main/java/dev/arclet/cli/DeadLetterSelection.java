package dev.arclet.cli;

import dev.arclet.kafka.ClientSettings;
import dev.arclet.kafka.TopicReader;
import dev.arclet.stream.DeadLetter;
import dev.arclet.text.Durations;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say where dead letters are and which of them are meant. */
final class DeadLetterSelection {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            defaultValue = "lens-dead-letters",
            description = "Topic of the dead letters, output.deadLetters of the pipeline. Default: ${DEFAULT-VALUE}")
    private String topic;

    @Option(
            names = "--reason",
            split = ",",
            paramLabel = "WORD",
            description = "Only those that are counted by this word, as list shows it. May be given again.")
    private List<String> reasons = List.of();

    @Option(
            names = "--match",
            paramLabel = "REGEX",
            converter = Regex.class,
            description = "Only those in whose message this regular expression is found.")
    private Optional<Pattern> message = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Since.class,
            description = "Only alerts of this time or later: 2026-11-24T22:00:00Z, or so long ago: 90m, 12h, 3d.")
    private Optional<Instant> since = Optional.empty();

    @Mixin
    private KafkaOptions kafka;

    /** Reads {@code --match}. */
    static final class Regex implements ITypeConverter<Pattern> {
        @Override
        public Pattern convert(String text) {
            try {
                return Pattern.compile(text);
            } catch (PatternSyntaxException e) {
                throw new TypeConversionException("is no regular expression: " + e.getDescription());
            }
        }
    }

    /** Reads {@code --since}. */
    static final class Since implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            Optional<Duration> ago = Durations.parse(text);
            if (ago.isPresent()) {
                return Clock.systemUTC().instant().minus(ago.get());
            }
            try {
                return Instant.parse(text);
            } catch (DateTimeException e) {
                throw new TypeConversionException(
                        "is '" + text + "'; give a time such as 2026-11-24T22:00:00Z, or 90m, 12h, 3d for so long ago");
            }
        }
    }

    String topic() {
        return topic;
    }

    ClientSettings client() {
        return kafka.settings();
    }

    TopicReader reader() {
        return new TopicReader(client(), PATIENCE);
    }

    /** Whether anything narrows the choice down. */
    boolean isNarrowed() {
        return !reasons.isEmpty() || message.isPresent() || since.isPresent();
    }

    /** Reads all letters of the topic, whatever the choice. */
    void forEachOfAll(TopicReader reader, Consumer<DeadLetter> action) {
        reader.forEach(topic, Optional.empty(), letter -> action.accept(new DeadLetter(letter)));
    }

    /** Reads those letters that are meant. */
    void forEach(TopicReader reader, Consumer<DeadLetter> action) {
        reader.forEach(topic, since, record -> {
            DeadLetter letter = new DeadLetter(record);
            if (isMeant(letter)) {
                action.accept(letter);
            }
        });
    }

    private boolean isMeant(DeadLetter letter) {
        return (reasons.isEmpty() || reasons.contains(letter.reason()))
                && message.map(regex -> regex.matcher(letter.message()).find()).orElse(true)
                && since.map(from -> !letter.time().isBefore(from)).orElse(true);
    }
}

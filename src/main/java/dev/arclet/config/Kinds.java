package dev.arclet.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arclet.text.Durations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kinds of values that settings have. */
final class Kinds {
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
    private static final Pattern TOPIC_OR_PATTERN = Pattern.compile("(?=.*[a-zA-Z0-9._-])[a-zA-Z0-9._*-]{1,249}");
    private static final Pattern WORD = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}");
    private static final Pattern ANGLE = Pattern.compile("([0-9]{1,9}(?:[.][0-9]{1,9})?)\\s*(arcsec|arcmin|deg)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(KiB|MiB)");

    private Kinds() {}

    /** A whole number within bounds, both included. */
    static Key.Kind<Integer> whole(int least, int most) {
        return kind(String.format(Locale.ROOT, "%,d to %,d", least, most), value -> {
            int number = value.isInt() ? value.intValue() : Integer.parseInt(value.asText());
            require(number >= least && number <= most);
            return number;
        });
    }

    /** A duration within bounds, both included: {@code 5ms}, {@code 1s}, {@code 2m}, {@code 1h}. */
    static Key.Kind<Duration> duration(Duration least, Duration most) {
        return kind(Durations.text(least) + " to " + Durations.text(most), value -> {
            Duration duration = Durations.parse(value.asText()).orElseThrow(NotOfThisKind::new);
            require(duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0);
            return duration;
        });
    }

    /** {@code true} or {@code false}. */
    static Key.Kind<Boolean> yesOrNo() {
        return kind("true or false", value -> {
            require(value.isBoolean() || value.asText().matches("true|false"));
            return value.asBoolean();
        });
    }

    /** The name of a Kafka topic, or an application id, which names topics too. */
    static Key.Kind<String> topic() {
        return kind("letters, digits, '.', '_', '-', at most 249", value -> {
            require(value.isValueNode() && TOPIC.matcher(value.asText()).matches());
            return value.asText();
        });
    }

    /** The name of a Kafka topic, or a pattern of such names. */
    static Key.Kind<String> topicOrPattern() {
        return kind("letters, digits, '.', '_', '-', at most 249, and '*' for any of them but '-'", value -> {
            require(value.isValueNode()
                    && TOPIC_OR_PATTERN.matcher(value.asText()).matches());
            return value.asText();
        });
    }

    /** A name in one word. */
    static Key.Kind<String> word() {
        return kind("letters, digits, '.', '_', '-', at most 100", value -> {
            require(value.isValueNode() && WORD.matcher(value.asText()).matches());
            return value.asText();
        });
    }

    /** Text that must not be empty. */
    static Key.Kind<String> text(String allowed) {
        return kind(allowed, value -> {
            require(value.isValueNode() && !value.isNull() && !value.asText().isBlank());
            return value.asText();
        });
    }

    /** Text that {@code parser} reads; it refuses by an IllegalArgumentException. */
    static <T> Key.Kind<T> parsed(String allowed, Function<String, T> parser) {
        Key.Kind<String> text = text(allowed);
        return kind(allowed, value -> {
            try {
                return parser.apply(text.read(value));
            } catch (IllegalArgumentException e) {
                throw new NotOfThisKind();
            }
        });
    }

    /** What {@code reader} takes; it says itself what is wrong, by an IllegalArgumentException. */
    static <T> Key.Kind<T> direct(String allowed, Function<JsonNode, T> reader) {
        return kind(allowed, reader);
    }

    /** A file that can be read. */
    static Key.Kind<Path> file() {
        return parsed("a file that can be read", Kinds::readableFile);
    }

    /** @throws IllegalArgumentException if it is not there or may not be read */
    static Path readableFile(String text) {
        Path file = Path.of(text);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new NotOfThisKind();
        }
        return file;
    }

    /** A number over 0. */
    static Key.Kind<Double> positive() {
        return kind("more than 0", value -> {
            double number = value.isNumber() ? value.asDouble() : Double.parseDouble(value.asText());
            require(number > 0 && number < Float.MAX_VALUE);
            return number;
        });
    }

    /** A number within bounds, both included. */
    static Key.Kind<Double> number(int least, int most) {
        return kind(String.format(Locale.ROOT, "a number from %,d to %,d", least, most), value -> {
            double number = value.isNumber() ? value.asDouble() : Double.parseDouble(value.asText());
            require(number >= least && number <= most);
            return number;
        });
    }

    /** An angle within bounds, both included, in arcseconds: {@code 2.5arcsec}, {@code 1arcmin}, {@code 0.1deg}. */
    static Key.Kind<Double> angle(String least, String most) {
        return kind(least + " to " + most, value -> {
            double angle = arcseconds(value.asText());
            require(angle >= arcseconds(least) && angle <= arcseconds(most));
            return angle;
        });
    }

    private static double arcseconds(String text) {
        Matcher form = ANGLE.matcher(text.strip());
        require(form.matches());
        double amount = Double.parseDouble(form.group(1));
        return switch (form.group(2)) {
            case "arcsec" -> amount;
            case "arcmin" -> amount * 60;
            default -> amount * 3600;
        };
    }

    /** A size within bounds, both included: {@code 512KiB}, {@code 64MiB}. */
    static Key.Kind<Integer> bytes(int least, int most) {
        return kind(sizeText(least) + " to " + sizeText(most), value -> {
            Matcher form = SIZE.matcher(value.asText().strip());
            require(form.matches());
            long size = Long.parseLong(form.group(1)) << (form.group(2).equals("KiB") ? 10 : 20);
            require(size >= least && size <= most);
            return (int) size;
        });
    }

    private static String sizeText(int bytes) {
        return bytes % (1 << 20) == 0 ? (bytes >> 20) + "MiB" : (bytes >> 10) + "KiB";
    }

    /** Anything that {@code inner} takes, or {@code none}. */
    static <T> Key.Kind<Optional<T>> optional(Key.Kind<T> inner) {
        return kind(inner.allowed() + ", or none", value -> {
            if (value.isNull() || value.asText("-").matches("none|")) {
                return Optional.empty();
            }
            try {
                return Optional.of(inner.read(value));
            } catch (IllegalArgumentException e) {
                throw new NotOfThisKind();
            }
        });
    }

    /** Anything that {@code inner} takes, or a word, which is empty. */
    static <T> Key.Kind<Optional<T>> orWord(String word, Key.Kind<T> inner) {
        return kind(word + ", or " + inner.allowed(), value -> {
            try {
                return value.asText().equals(word) ? Optional.empty() : Optional.of(inner.read(value));
            } catch (IllegalArgumentException e) {
                throw new NotOfThisKind();
            }
        });
    }

    /** One of an enum's values, by the word that {@code word} gives each. */
    static <T extends Enum<T>> Key.Kind<T> oneOf(Class<T> type, Function<T, String> word) {
        List<String> words = new ArrayList<>();
        for (T constant : type.getEnumConstants()) {
            words.add(word.apply(constant));
        }
        return kind(String.join(" or ", words), value -> {
            int index = words.indexOf(value.asText());
            require(index >= 0);
            return type.getEnumConstants()[index];
        });
    }

    /** A list, each item read by {@code item}. */
    static <T> Key.Kind<List<T>> list(String allowed, Function<JsonNode, T> item) {
        return kind(allowed, value -> {
            require(value.isArray());
            List<T> items = new ArrayList<>();
            value.forEach(node -> items.add(item.apply(node)));
            return List.copyOf(items);
        });
    }

    /** A list of at least one item, each read by {@code item}. */
    static <T> Key.Kind<List<T>> filledList(String allowed, Function<JsonNode, T> item) {
        Key.Kind<List<T>> list = list(allowed + ", at least one", item);
        return kind(list.allowed(), value -> {
            List<T> items = list.read(value);
            require(!items.isEmpty());
            return items;
        });
    }

    private static <T> Key.Kind<T> kind(String allowed, Function<JsonNode, T> reader) {
        return new Key.Kind<>() {
            @Override
            public T read(JsonNode value) {
                try {
                    return reader.apply(value);
                } catch (NotOfThisKind | NumberFormatException e) {
                    throw new IllegalArgumentException("give " + allowed, e);
                }
            }

            @Override
            public String allowed() {
                return allowed;
            }
        };
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new NotOfThisKind();
        }
    }

    private static final class NotOfThisKind extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;
    }
}

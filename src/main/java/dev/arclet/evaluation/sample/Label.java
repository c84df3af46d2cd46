package dev.arclet.evaluation.sample;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What somebody says that a picture shows. */
public enum Label {
    /** A strong lens; 1 in files. */
    LENS,
    /** Anything else; 0 in files. */
    OTHER,
    /** Nobody says; -1 in files. It is scored and listed, and counts in no figure. */
    UNKNOWN;

    private static final Set<String> LENS_WORDS = Set.of("lens", "lenses", "positive", "positives", "true");
    private static final Set<String> OTHER_WORDS =
            Set.of("nonlens", "nonlenses", "notlens", "notlenses", "negative", "negatives", "other", "others", "false");
    private static final Set<String> UNKNOWN_WORDS = Set.of("", "unknown", "unlabelled", "unlabeled", "nan");
    // No zeros in front: a folder 01 is the second of many, and no label.
    private static final Pattern NUMBER = Pattern.compile("[-+]?(0|[1-9]\\d*)(\\.\\d*)?(e[-+]?\\d+)?");

    /** The label that a cell of a table or the name of a folder means, such as {@code 1}, {@code non-lens} or {@code lenses}. */
    public static Optional<Label> of(String word) {
        String plain = word.strip().toLowerCase(Locale.ROOT);
        if (NUMBER.matcher(plain).matches()) {
            return of(Double.parseDouble(plain));
        }
        String letters = plain.replaceAll("[-_ ]", "");
        if (LENS_WORDS.contains(letters)) {
            return Optional.of(LENS);
        }
        if (OTHER_WORDS.contains(letters)) {
            return Optional.of(OTHER);
        }
        return UNKNOWN_WORDS.contains(letters) ? Optional.of(UNKNOWN) : Optional.empty();
    }

    /** The label that a number means: 1, 0 or -1. */
    static Optional<Label> of(double number) {
        if (number == 1) {
            return Optional.of(LENS);
        }
        if (number == 0) {
            return Optional.of(OTHER);
        }
        return number == -1 || Double.isNaN(number) ? Optional.of(UNKNOWN) : Optional.empty();
    }

    /** The number in files. */
    public int number() {
        return this == LENS ? 1 : this == OTHER ? 0 : -1;
    }
}

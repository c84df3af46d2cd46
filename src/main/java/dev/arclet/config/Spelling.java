package dev.arclet.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses which of the known words was meant by one that is not known. */
public final class Spelling {
    private static final int MOST_WRONG_LETTERS = 3;

    private Spelling() {}

    /** The known word that is nearest, unless more than three letters differ or nothing of it is left. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(candidate, word)))
                .filter(candidate -> {
                    int distance = distance(candidate, word);
                    return distance <= MOST_WRONG_LETTERS && distance < candidate.length();
                });
    }

    /** How many letters must change to make one word of another (Levenshtein 1966). */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}

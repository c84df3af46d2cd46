package dev.arclet.cli;

import java.util.Locale;

/**
 * What a look at one thing has found.
 *
 * @param subject what was looked at
 * @param verdict whether that will do
 * @param found in a few words
 * @param remedy what to do about it; empty where there is nothing to do
 */
record Finding(String subject, Verdict verdict, String found, String remedy) {
    /** Whether it will do. */
    enum Verdict {
        /** All is well. */
        OK,
        /** It works, and could be better; or it may be meant so. */
        NOTE,
        /** It will not work. */
        BAD;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String subject, String found) {
        return new Finding(subject, Verdict.OK, found, "");
    }

    static Finding note(String subject, String found, String remedy) {
        return new Finding(subject, Verdict.NOTE, found, remedy);
    }

    static Finding bad(String subject, String found, String remedy) {
        return new Finding(subject, Verdict.BAD, found, remedy);
    }
}

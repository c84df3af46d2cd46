package dev.arclet.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * One setting of the pipeline file.
 *
 * @param path dotted path in the file, such as {@code scoring.batch.max}
 * @param fallback the value it has where no one gives one, as one would write it in the file; empty where one must be given
 * @param kind what it may be
 * @param meaning what it is for, in a sentence
 */
record Key<T>(String path, String fallback, Kind<T> kind, String meaning) {

    /** A kind of value: how it is read, and how the reference page says what is allowed. */
    interface Kind<T> {
        /**
         * Reads a value.
         *
         * @throws IllegalArgumentException if it is not of this kind; the message is the way out, such as {@code give 1 to 256}
         */
        T read(JsonNode value);

        /** What is allowed, for the reference page. */
        String allowed();
    }

    /** The environment variable that sets it: {@code ARCLET_SCORING_BATCH_MAX}. */
    String environmentName() {
        String words = path.replace('.', '_').replaceAll("([A-Z])", "_$1");
        return "ARCLET_" + words.toUpperCase(Locale.ROOT);
    }
}

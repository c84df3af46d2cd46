package dev.arclet.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** One place that settings come from. Layers lie on each other, and what an upper one says counts. */
public sealed interface Layer {

    /**
     * A YAML file.
     *
     * @param path of the file, or the name of one that ships, such as {@code topology/lsst.yaml}
     */
    record File(String path) implements Layer {}

    /**
     * The environment, where {@code ARCLET_SCORING_BATCH_MAX} is {@code scoring.batch.max}.
     *
     * @param variables all of them; those of other programs are passed over
     */
    record Environment(Map<String, String> variables) implements Layer {
        public Environment {
            variables = Map.copyOf(variables);
        }
    }

    /**
     * Single settings.
     *
     * @param source what mistakes in them are blamed on, such as {@code --set}
     * @param byPath values by dotted path, as one would write them in the file
     */
    record Settings(String source, Map<String, String> byPath) implements Layer {
        public Settings {
            byPath = Collections.unmodifiableMap(new LinkedHashMap<>(byPath));
        }
    }
}

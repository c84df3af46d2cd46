package dev.arclet.evaluation;

import dev.arclet.evaluation.sample.Specimen;
import java.util.List;

/**
 * One object or picture that a model has scored.
 *
 * @param specimen what it is
 * @param bands that the network saw
 * @param score the one that counts: of an object, the last of the night
 * @param steps the score with each number of bands that it was seen in, rising; of a picture there is one
 */
public record Scored(Specimen specimen, List<String> bands, float score, List<Step> steps) {
    public Scored {
        bands = List.copyOf(bands);
        steps = List.copyOf(steps);
    }

    /**
     * What the score was while an object was known in so many bands.
     *
     * @param bands how many the network saw
     * @param score the last one with these
     */
    public record Step(int bands, float score) {}
}

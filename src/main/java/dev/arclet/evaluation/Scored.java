package dev.arclet.evaluation;

import dev.arclet.evaluation.sample.Specimen;
import java.util.List;

/**
 * One object, alert or picture that a model has scored.
 *
 * @param specimen what it is
 * @param object that it is of: its own id, but of an alert that of its object
 * @param bands that the network saw
 * @param score the one that counts: of an object, the last of the night
 * @param steps the score with each number of bands that it was seen in, rising; of a picture there is one
 * @param early the scores after the numbers of alerts in {@link #ALERTS}, as far as an object had so many; empty for pictures
 */
public record Scored(
        Specimen specimen, String object, List<String> bands, float score, List<Step> steps, List<Float> early) {
    /** Numbers of alerts after which an object's score is kept. */
    public static final List<Integer> ALERTS = List.of(1, 2, 3, 5, 10, 20, 50);

    public Scored {
        bands = List.copyOf(bands);
        steps = List.copyOf(steps);
        early = List.copyOf(early);
    }

    /** A picture, which is looked at once. */
    static Scored picture(Specimen specimen, List<String> bands, float score) {
        return new Scored(specimen, specimen.id(), bands, score, List.of(new Step(bands.size(), score)), List.of());
    }

    /** The scores of some, in their order. */
    static float[] scores(List<Scored> scored) {
        float[] scores = new float[scored.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = scored.get(i).score();
        }
        return scores;
    }

    /** The score after so many alerts as {@link #ALERTS} says at an index; the last one where there were fewer. */
    float after(int index) {
        return index < early.size() ? early.get(index) : score;
    }

    /**
     * What the score was while an object was known in so many bands.
     *
     * @param bands how many the network saw
     * @param score the last one with these
     */
    public record Step(int bands, float score) {}
}

package dev.arclet.evaluation.sample;

import dev.arclet.picture.Recipe;
import dev.arclet.picture.View;
import java.util.List;
import java.util.Optional;

/**
 * How other people's pictures are to be read.
 *
 * @param axis where the bands stand; empty to tell by the shape
 * @param order of the bands; empty for the usual ones
 * @param scale of their pixels
 */
public record Reading(Optional<BandAxis> axis, Optional<List<String>> order, PictureScale scale) {
    private static final List<String> LAST = List.of("i", "r", "g");
    private static final List<String> FIRST = List.of("g", "r", "i");

    public Reading {
        order = order.map(List::copyOf);
    }

    /** The bands of planes that stand on this axis: i, r, g on the last (red, green, blue on a screen), g, r, i on the first. */
    List<String> order(BandAxis on, Recipe recipe) {
        return order.orElseGet(
                () -> recipe.view() == View.ALERT ? recipe.channels() : on == BandAxis.LAST ? LAST : FIRST);
    }
}

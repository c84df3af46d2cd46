package dev.arclet.evaluation.sample;

import dev.arclet.picture.Recipe;
import dev.arclet.picture.View;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How other people's pictures are to be read.
 *
 * @param axis where the bands stand; empty to tell by the shape
 * @param order of the bands, in lower case; empty for the usual ones
 * @param scale of their pixels
 */
public record Reading(Optional<BandAxis> axis, Optional<List<String>> order, PictureScale scale) {
    private static final List<String> LAST = List.of("i", "r", "g");
    private static final List<String> FIRST = List.of("g", "r", "i");

    public Reading {
        order = order.map(Reading::plain);
        order.filter(bands -> new HashSet<>(bands).size() < bands.size() || bands.contains(""))
                .ifPresent(bands -> {
                    throw new IllegalArgumentException(
                            "the order of bands is %s; name each once".formatted(String.join(",", bands)));
                });
    }

    private static List<String> plain(List<String> bands) {
        return bands.stream().map(band -> band.strip().toLowerCase(Locale.ROOT)).toList();
    }

    /**
     * The bands of planes that stand on this axis: i, r, g on the last (red, green, blue on a screen), g, r, i on the first.
     *
     * @throws BadSampleException if none of them is the model's
     */
    List<String> order(BandAxis on, Recipe recipe) {
        List<String> bands = order.orElseGet(
                () -> recipe.view() == View.ALERT ? recipe.channels() : on == BandAxis.LAST ? LAST : FIRST);
        if (Collections.disjoint(bands, recipe.channels())) {
            throw new BadSampleException(
                    "the pictures' bands are %s and the model's %s; name the pictures' with --order"
                            .formatted(String.join(",", bands), String.join(",", recipe.channels())));
        }
        return bands;
    }
}

package dev.arclet.scoring;

import dev.arclet.picture.Grid;
import dev.arclet.picture.Recipe;
import dev.arclet.picture.Stretch;
import dev.arclet.picture.View;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the keys of a YAML file that say how pictures are made. */
final class RecipeKeys {
    private RecipeKeys() {}

    /** The recipe; empty where a key is missing or wrong, which is among the problems then. */
    static Optional<Recipe> recipe(YamlKeys keys) {
        Optional<View> view = keys.text("view", "object or alert").flatMap(text -> view(keys, text));
        Optional<List<String>> channels = keys.texts("channels", "a list of names, such as [i, r, g]");
        Optional<Integer> size = keys.whole("size", 1, 1024);
        Optional<Double> fieldOfView = keys.number("fieldOfView", Double.MIN_VALUE, 3600, "arcseconds, up to 3600");
        Optional<Stretch> stretch =
                keys.keys("stretch", "clipLow, clipHigh and softening").flatMap(RecipeKeys::stretch);
        if (view.isEmpty() || channels.isEmpty() || size.isEmpty() || fieldOfView.isEmpty() || stretch.isEmpty()) {
            return Optional.empty();
        }
        return keys.made(
                () -> new Recipe(view.get(), channels.get(), new Grid(size.get(), fieldOfView.get()), stretch.get()));
    }

    private static Optional<View> view(YamlKeys keys, String text) {
        for (View view : View.values()) {
            if (view.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(view);
            }
        }
        keys.problem("view is " + text + "; give object or alert");
        return Optional.empty();
    }

    private static Optional<Stretch> stretch(YamlKeys keys) {
        Optional<Double> low = keys.number("clipLow", 0, 100, "a percentile from 0 to 100");
        Optional<Double> high = keys.number("clipHigh", 0, 100, "a percentile from 0 to 100");
        Optional<Double> softening = keys.number("softening", Double.MIN_VALUE, 1e6, "more than 0");
        keys.reportUnknown();
        if (low.isEmpty() || high.isEmpty() || softening.isEmpty()) {
            return Optional.empty();
        }
        return keys.made(() -> new Stretch(low.get(), high.get(), softening.get()));
    }
}

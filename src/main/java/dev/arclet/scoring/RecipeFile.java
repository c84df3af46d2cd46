package dev.arclet.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arclet.picture.Recipe;
import dev.arclet.picture.Stretch;
import dev.arclet.text.BoundedYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code recipe.yaml} in a folder of ready-made pictures: the recipe that they were made by, in the keys of {@code model.yaml}. */
public final class RecipeFile {
    /** Name of the file. */
    public static final String NAME = "recipe.yaml";

    private static final double ROUNDING = 1e-9;

    private RecipeFile() {}

    /**
     * Writes the file of a folder.
     *
     * @param folder must exist
     * @param recipe of the pictures
     * @param origin what made them, in a line; becomes a comment
     */
    public static void write(Path folder, Recipe recipe, String origin) throws IOException {
        Stretch stretch = recipe.stretch();
        String text = String.join(
                "\n",
                "# How the pictures in this folder were made; they suit models with the same in model.yaml.",
                "# " + origin,
                "view: " + recipe.view().name().toLowerCase(Locale.ROOT),
                "channels: " + recipe.channels(),
                "size: " + recipe.grid().size(),
                "fieldOfView: " + recipe.grid().fieldOfView(),
                "stretch: {clipLow: %s, clipHigh: %s, softening: %s}"
                        .formatted(stretch.clipLow(), stretch.clipHigh(), stretch.softening()),
                "");
        Files.writeString(folder.resolve(NAME), text);
    }

    /**
     * Reads the file of a folder.
     *
     * @throws BadModelException naming everything that is wrong with it
     */
    public static Recipe read(Path folder) {
        Path file = folder.resolve(NAME);
        List<String> problems = new ArrayList<>();
        try {
            JsonNode root = BoundedYaml.read(Files.newInputStream(file));
            YamlKeys keys = new YamlKeys(file.toString(), root, problems);
            Optional<Recipe> recipe = RecipeKeys.recipe(keys);
            keys.reportUnknown();
            if (recipe.isPresent() && problems.isEmpty()) {
                return recipe.get();
            }
        } catch (IOException e) {
            problems.add(file + " can't be read: " + e.getMessage());
        }
        throw new BadModelException(problems);
    }

    /** Whether two recipes make the same pictures, but for the rounding of their numbers. */
    public static boolean areAlike(Recipe a, Recipe b) {
        return a.view() == b.view()
                && a.channels().equals(b.channels())
                && a.grid().size() == b.grid().size()
                && areClose(a.grid().fieldOfView(), b.grid().fieldOfView())
                && areClose(a.stretch().clipLow(), b.stretch().clipLow())
                && areClose(a.stretch().clipHigh(), b.stretch().clipHigh())
                && areClose(a.stretch().softening(), b.stretch().softening());
    }

    private static boolean areClose(double a, double b) {
        return Math.abs(a - b) <= ROUNDING * Math.max(Math.abs(a), Math.abs(b));
    }

    /** In words, for messages. */
    public static String describe(Recipe recipe) {
        return "%s view, %s, %d pixels over %s arcsec, stretch %s to %s with softening %s"
                .formatted(
                        recipe.view().name().toLowerCase(Locale.ROOT),
                        String.join(",", recipe.channels()),
                        recipe.grid().size(),
                        recipe.grid().fieldOfView(),
                        recipe.stretch().clipLow(),
                        recipe.stretch().clipHigh(),
                        recipe.stretch().softening());
    }
}

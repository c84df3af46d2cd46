package dev.arclet.evaluation.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.picture.Grid;
import dev.arclet.picture.Recipe;
import dev.arclet.picture.Stretch;
import dev.arclet.picture.View;
import dev.arclet.scoring.RecipeFile;
import dev.arclet.sky.PictureShards;
import dev.arclet.sky.StampPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardPicturesTest {
    @TempDir
    private Path folder;

    private static Recipe recipe(int size) {
        return new Recipe(View.OBJECT, List.of("i", "r", "g"), new Grid(size, 6), new Stretch(0.5, 99.5, 0.01));
    }

    private long write(int count) throws Exception {
        RecipeFile.write(folder, recipe(20), "a test");
        return new PictureShards(StampPlan.natural(4, 0.5), recipe(20)).write(count, 2, folder, done -> {});
    }

    private List<LabelledPicture> read(Recipe recipe) throws IOException {
        assertEquals(PictureSources.Sort.SHARDS, PictureSources.sort(folder));
        Reading reading =
                new Reading(Optional.empty(), Optional.empty(), new PictureScale(OptionalDouble.empty(), false));
        List<LabelledPicture> all = new ArrayList<>();
        try (PictureSource source =
                PictureSources.open(folder, PictureSources.Sort.SHARDS, Optional.empty(), reading, recipe)) {
            for (var next = source.next(); next.isPresent(); next = source.next()) {
                all.add(next.get());
            }
        }
        return all;
    }

    @Test
    void whatTheSimulatorWroteIsReadWithAllThatItsTableSays() throws Exception {
        long written = write(40);
        List<LabelledPicture> pictures = read(recipe(20));
        assertEquals(written, pictures.size());
        assertTrue(pictures.stream()
                .anyMatch(one -> one.picture().orElseThrow().present().size() < 3));
        for (LabelledPicture picture : pictures) {
            boolean lens = picture.specimen().label() == Label.LENS;
            assertEquals(lens, picture.specimen().einsteinRadius().isPresent());
            assertEquals(lens, picture.specimen().kind().equals("lens"));
        }
    }

    @Test
    void picturesForAnotherModelAreRefusedWithTheCommandThatMakesTheRightOnes() throws Exception {
        write(5);
        String message =
                assertThrows(BadSampleException.class, () -> read(recipe(24))).getMessage();
        assertTrue(message.contains("20 pixels over 6.0 arcsec"), message);
        assertTrue(message.endsWith("arclet simulate stamps --size 24 --field 6.0 --softening 0.01"), message);
    }

    @Test
    void aRecipeThatDiffersInFieldOrStretchAloneIsFoundOut() throws Exception {
        write(5);
        List<String> channels = List.of("i", "r", "g");
        for (Recipe other : List.of(
                new Recipe(View.OBJECT, channels, new Grid(20, 4), new Stretch(0.5, 99.5, 0.01)),
                new Recipe(View.OBJECT, channels, new Grid(20, 6), new Stretch(0.5, 99.5, 0.02)),
                new Recipe(View.OBJECT, List.of("g", "r", "i"), new Grid(20, 6), new Stretch(0.5, 99.5, 0.01)))) {
            assertThrows(BadSampleException.class, () -> read(other), other.toString());
        }
    }

    @Test
    void withoutARecipeTheSizeIsComparedAndTheReportSaysSo() throws Exception {
        write(5);
        Files.delete(folder.resolve("recipe.yaml"));
        String message =
                assertThrows(BadSampleException.class, () -> read(recipe(24))).getMessage();
        assertTrue(message.contains("the model takes 3 x 24 x 24"), message);
        Reading reading =
                new Reading(Optional.empty(), Optional.empty(), new PictureScale(OptionalDouble.empty(), false));
        try (PictureSource source =
                PictureSources.open(folder, PictureSources.Sort.SHARDS, Optional.empty(), reading, recipe(20))) {
            assertTrue(source.pixels().contains("there is no recipe.yaml"), source.pixels());
        }
    }

    @Test
    void aTableOfAnotherRunIsFoundOut() throws Exception {
        write(20);
        List<String> rows = Files.readAllLines(folder.resolve("meta.csv"));
        Files.write(folder.resolve("meta.csv"), rows.subList(0, 10));
        String message =
                assertThrows(BadSampleException.class, () -> read(recipe(20))).getMessage();
        assertTrue(message.contains("the table is the shorter one"), message);
    }
}

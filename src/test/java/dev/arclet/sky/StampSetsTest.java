package dev.arclet.sky;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.picture.Grid;
import dev.arclet.picture.Recipe;
import dev.arclet.picture.Stamp;
import dev.arclet.picture.Stretch;
import dev.arclet.picture.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StampSetsTest {
    private static final Recipe RECIPE =
            new Recipe(View.OBJECT, List.of("i", "r", "g"), new Grid(40, 6), new Stretch(0.5, 99.5, 0.01));

    @Test
    void aSetDependsOnSeedAndNumberOnly() {
        StampSets used = new StampSets(StampPlan.natural(7, 0.5));
        for (int i = 0; i < 12; i++) {
            used.make(i);
        }
        StampSet late = used.make(3);
        StampSet fresh = new StampSets(StampPlan.natural(7, 0.5)).make(3);
        assertEquals(fresh.truth(), late.truth());
        assertEquals(fresh.stamps().keySet(), late.stamps().keySet());
        fresh.stamps()
                .forEach((band, stamp) -> assertArrayEquals(
                        stamp.pixels(), late.stamps().get(band).pixels()));
    }

    @Test
    void lensesKeepTheLabelRule() {
        StampSets lenses = new StampSets(StampPlan.natural(8, 1));
        for (int i = 0; i < 60; i++) {
            Truth truth = lenses.make(i).truth();
            assertEquals(Kind.LENS, truth.kind());
            assertTrue(truth.magnification() > LensRule.LEAST_MAGNIFICATION);
            assertTrue(truth.arcPixels() > LensRule.LEAST_PIXELS);
            assertTrue(truth.images() >= 2);
            assertTrue(truth.sourceRedshift() > truth.lensRedshift());
            assertTrue(truth.einsteinRadius() >= Galaxies.LEAST_RADIUS);
        }
    }

    @Test
    void lookAlikesAreNeverLensesAndOfManyKinds() {
        StampSets others = new StampSets(StampPlan.natural(9, 0));
        long kinds = java.util.stream.LongStream.range(0, 300)
                .mapToObj(i -> others.make(i).truth())
                .peek(truth -> assertTrue(!truth.lens() && truth.images() <= 1))
                .map(Truth::kind)
                .distinct()
                .count();
        assertEquals(13, kinds);
    }

    @Test
    void someSetsLackBandsAndSomeStampsHaveBordersWithoutData() {
        StampSets sets = new StampSets(StampPlan.natural(10, 0.5));
        int incomplete = 0;
        int edges = 0;
        int larger = 0;
        for (int i = 0; i < 300; i++) {
            StampSet set = sets.make(i);
            incomplete += set.stamps().size() < 3 ? 1 : 0;
            for (Stamp stamp : set.stamps().values()) {
                edges += Float.isNaN(stamp.pixels()[0]) || Float.isNaN(stamp.pixels()[stamp.pixels().length - 1])
                        ? 1
                        : 0;
                larger += stamp.width() > 30 ? 1 : 0;
                assertTrue(stamp.width() >= 30 && stamp.width() <= 46);
            }
        }
        assertTrue(incomplete > 40 && incomplete < 130, "incomplete " + incomplete);
        assertTrue(edges > 3, "edges " + edges);
        assertTrue(larger > 20, "larger " + larger);
    }

    @Test
    void shardsAreTheSameFromOneThreadAndFromThree(@TempDir Path folder) throws IOException, InterruptedException {
        Path one = Files.createDirectory(folder.resolve("one"));
        Path three = Files.createDirectory(folder.resolve("three"));
        long written = new PictureShards(StampPlan.natural(4, 0.5), RECIPE).write(250, 1, one, done -> {});
        new PictureShards(StampPlan.natural(4, 0.5), RECIPE).write(250, 3, three, done -> {});
        for (String name : List.of("pictures-00000.npy", "labels-00000.npy", "arcs-00000.npy", "meta.csv")) {
            assertEquals(-1, Files.mismatch(one.resolve(name), three.resolve(name)), name);
        }
        long bytes = Files.size(one.resolve("pictures-00000.npy"));
        assertEquals(128 + written * RECIPE.pictureLength() * Float.BYTES, bytes);
        assertEquals(written + 1, Files.readAllLines(one.resolve("meta.csv")).size());
    }

    @Test
    void largePicturesGoIntoMoreShards(@TempDir Path folder) throws IOException, InterruptedException {
        Recipe large = new Recipe(View.OBJECT, List.of("i", "r", "g"), new Grid(224, 6), RECIPE.stretch());
        long written = new PictureShards(StampPlan.natural(4, 0), large).write(115, 1, folder, done -> {});
        long pictures = 0;
        for (String shard : List.of("00000", "00001")) {
            long labels = Files.size(folder.resolve("labels-" + shard + ".npy")) - 128;
            long bytes = Files.size(folder.resolve("pictures-" + shard + ".npy"));
            assertEquals(128 + labels * large.pictureLength() * Float.BYTES, bytes);
            assertTrue(labels > 0 && bytes <= 128 + (64 << 20), shard + " has " + bytes + " bytes");
            pictures += labels;
        }
        assertEquals(written, pictures);
    }

    @Test
    void faintLensesHaveSeveralImagesAndNoLabelAndOccurOnlyWhenAskedFor() {
        StampSets faint =
                new StampSets(new StampPlan(5, 0.5, StampPlan.Radii.NATURAL, 0, 1, java.util.Set.of(Kind.FAINT_LENS)));
        for (int i = 0; i < 20; i++) {
            Truth truth = faint.make(i).truth();
            assertEquals(Kind.FAINT_LENS, truth.kind());
            assertEquals(-1, truth.label());
            assertTrue(truth.images() > 1);
        }
        assertTrue(!StampPlan.allKinds().contains(Kind.FAINT_LENS));
    }

    @Test
    void aShareOfLensesOutsideZeroToOneIsRefused() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new StampSets(StampPlan.natural(1, 1.5)));
        assertEquals("share of lenses is 1.5; give 0 to 1", refused.getMessage());
    }
}

package dev.arclet.sky;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.picture.EmptyPictureException;
import dev.arclet.picture.Grid;
import dev.arclet.picture.PictureMaker;
import dev.arclet.picture.Recipe;
import dev.arclet.picture.Stretch;
import dev.arclet.picture.View;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArcMapTest {
    private static final Grid GRID = new Grid(20, 6);

    @Test
    void anArcLiesWhereThePictureShowsIt() throws EmptyPictureException {
        Recipe recipe = new Recipe(View.OBJECT, List.of("i", "r", "g"), GRID, new Stretch(0.5, 99.5, 0.01));
        PictureMaker maker = new PictureMaker(recipe);
        StampSets sets = new StampSets(new StampPlan(71, 1, StampPlan.Radii.NATURAL, 1, 1, Set.of(Kind.LENS)));
        double asItIs = 0;
        double turned = 0;
        int cells = GRID.size() * GRID.size();
        for (int i = 0; i < 20; i++) {
            StampSet set = sets.make(i);
            float[] pixels = maker.make(set.stamps(), Optional.of(set.centre())).pixels();
            float[] arcs = set.arcsOnto(GRID);
            for (int cell = 0; cell < cells; cell++) {
                // In g, the last channel. The lens galaxy is alike on opposite sides, its arcs are not.
                asItIs += arcs[cell] * pixels[2 * cells + cell];
                turned += arcs[cells - 1 - cell] * pixels[2 * cells + cell];
            }
        }
        assertTrue(asItIs > 1.1 * turned, "light where the arcs are " + asItIs + ", opposite " + turned);
    }

    @Test
    void aMapLiesOnItsGridNorthUpAndEastLeft() {
        float[][] cells = new float[64][64];
        // 0.8 arcsec east and 0.4 north of the lens.
        cells[32 + 2][32 + 4] = 10;
        ArcMap map = new ArcMap(0, 0, cells);
        int brightest = brightest(map.onto(GRID, 0, 0));
        assertEquals(8, brightest / 20, "row from the north");
        assertEquals(7, brightest % 20, "column from the east");
        // Seen from a point 0.9 arcsec farther east it lies three cells farther west.
        assertEquals(10, brightest(map.onto(GRID, 0.9, 0)) % 20);
    }

    @Test
    void aSceneWithoutArcsIsEmpty() {
        assertArrayEquals(new float[400], ArcMap.NONE.onto(GRID, 1, 1));
    }

    @Test
    void everyLensShowsItsArcsInItsPicture() {
        StampSets sets = new StampSets(StampPlan.natural(71, 1));
        for (int i = 0; i < 30; i++) {
            StampSet set = sets.make(i);
            float[] arcs = set.arcsOnto(new Grid(64, 12.8));
            int above = 0;
            for (float value : arcs) {
                above += value > 5 ? 1 : 0;
            }
            // Interpolated between the rule's own pixels, so about as many as it counted.
            assertEquals(set.truth().arcPixels(), above, 0.3 * set.truth().arcPixels() + 8);
            assertTrue(arcs[brightest(arcs)] > 5);
        }
    }

    private static int brightest(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }
}

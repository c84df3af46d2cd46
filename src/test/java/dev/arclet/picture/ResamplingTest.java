package dev.arclet.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.alert.SkyPosition;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResamplingTest {
    private static final float NONE = Float.NaN;

    @Test
    void aNorthUpStampOnItsOwnGridIsItselfSeenFromTheTop() {
        Stamp stamp = stamp(3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertArrayEquals(new float[] {7, 8, 9, 4, 5, 6, 1, 2, 3}, onto(new Grid(3, 3), stamp));
    }

    @Test
    void anEdgeStampIsPaddedAndNotStretched() {
        Orientation orientation = Orientation.northUp(1, 63, 55);
        Stamp stamp = Scene.of(new Scene.Source(0, 0, 3, 1)).painted(63, 55, orientation);
        float[] plane = new float[63 * 63];
        double coverage = Resampling.onto(new Grid(63, 63), stamp, Optional.empty(), plane, 0);

        Moments moments = Moments.of(plane, 63);
        assertEquals(moments.colCol(), moments.rowRow(), 0.01);
        assertEquals(9, moments.colCol(), 0.2);
        assertEquals(0, moments.colRow(), 0.01);
        assertEquals(55.0 / 63, coverage, 1e-12);
        for (int row = 0; row < 63; row++) {
            assertEquals(row < 4 || row >= 59, Float.isNaN(plane[row * 63 + 31]), "row " + row);
        }
    }

    @Test
    void anOffCentreStampIsPaddedOnTheSideWhereItEnds() {
        Orientation nearItsWest = new Orientation(-1, 0, 0, 1, 8, 4, Optional.empty());
        float[] ones = new float[81];
        Arrays.fill(ones, 1);
        float[] plane = onto(new Grid(9, 9), new Stamp(9, 9, ones, nearItsWest));
        assertArrayEquals(new float[] {1, 1, 1, 1, 1, NONE, NONE, NONE, NONE}, Arrays.copyOfRange(plane, 36, 45));
    }

    @Test
    void borderPixelsReachHalfAPixelBeyondTheirCentres() {
        Stamp stamp = stamp(2, 1, 10, 20);
        assertArrayEquals(new float[] {10, 12.5f, 17.5f, 20}, Arrays.copyOfRange(onto(new Grid(4, 2), stamp), 4, 8));
        assertTrue(Float.isNaN(onto(new Grid(4, 2), stamp)[0]));
    }

    @Test
    void aMissingPixelIsLeftOutWhereItsNeighboursHaveHalfOfTheWeight() {
        Stamp stamp = stamp(4, 1, 10, NONE, 30, 40);
        assertArrayEquals(new float[] {10, NONE, 30, 40}, row(stamp, 0));
        assertArrayEquals(new float[] {10, NONE, 30, 37.5f}, row(stamp, 0.25), "a quarter of the way from the right");
        assertArrayEquals(new float[] {10, 10, 30, 35}, row(stamp, 0.5), "half way, where the one neighbour is enough");
    }

    @Test
    void aStampFromTheOtherSideOfTheSkyHasNothingToShow() {
        Orientation here = new Orientation(-1, 0, 0, 1, 1, 1, Optional.of(new SkyPosition(10, 20)));
        Stamp stamp = new Stamp(3, 3, new float[9], here);
        float[] plane = new float[9];
        assertEquals(0, Resampling.onto(new Grid(3, 3), stamp, Optional.of(new SkyPosition(190, -20)), plane, 0));
        assertTrue(Float.isNaN(plane[4]));
    }

    @Test
    void absurdlySmallPixelsCostNoMoreThanManyOrdinaryOnes() {
        Stamp stamp = new Stamp(30, 30, new float[900], Orientation.northUp(1e-9, 30, 30));
        float[] plane = new float[1024 * 1024];
        Resampling.onto(new Grid(1024, 3600), stamp, Optional.empty(), plane, 0);
        assertTrue(Float.isNaN(plane[0]));
    }

    @Test
    void onlyThePlaneAtTheOffsetIsWritten() {
        float[] plane = {5, 5, 5};
        Resampling.onto(new Grid(1, 1), stamp(1, 1, 8), Optional.empty(), plane, 1);
        assertArrayEquals(new float[] {5, 8, 5}, plane);
    }

    /** A 4 x 1 stamp on a 4 x 4 grid whose middle lies so far to the left; the row that it covers. */
    private static float[] row(Stamp stamp, double left) {
        Orientation shifted = new Orientation(-1, 0, 0, 1, 1.5 - left, -0.5, Optional.empty());
        float[] plane = onto(new Grid(4, 4), new Stamp(4, 1, stamp.pixels(), shifted));
        return Arrays.copyOfRange(plane, 4, 8);
    }

    private static Stamp stamp(int width, int height, float... pixels) {
        return new Stamp(width, height, pixels, Orientation.northUp(1, width, height));
    }

    private static float[] onto(Grid grid, Stamp stamp) {
        float[] plane = new float[grid.size() * grid.size()];
        Resampling.onto(grid, stamp, Optional.empty(), plane, 0);
        return plane;
    }
}

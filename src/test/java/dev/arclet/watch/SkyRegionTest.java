package dev.arclet.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.watch.SkyRegion.Circle;
import dev.arclet.watch.SkyRegion.Range;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkyRegionTest {

    /** As SIMBAD gives them, in degrees. */
    @ParameterizedTest
    @CsvSource({
        "10.684708, 41.26875, -21.573311",
        "266.416817, -29.007825, -0.046183",
        "80.894200, -69.756100, -32.888400",
        "187.277915, 2.052388, 64.359953",
        "192.85948, 27.12825, 90",
        "12.85948, -27.12825, -90"
    })
    void galacticLatitudeIsThatOfTheCatalogues(double ra, double dec, double latitude) {
        assertEquals(latitude, Galactic.latitude(ra, dec), 2e-4);
    }

    @Test
    void aBoxMayGoThroughRightAscensionZero() {
        SkyRegion box = new SkyRegion(
                Optional.empty(), Optional.of(new Range(350, 10)), Optional.of(new Range(-5, 5)), Optional.empty());

        assertTrue(box.contains(355, 0));
        assertTrue(box.contains(0, -5));
        assertTrue(box.contains(10, 5));
        assertFalse(box.contains(11, 0));
        assertFalse(box.contains(180, 0));
        assertFalse(box.contains(0, 6));
    }

    @Test
    void aCircleIsRoundAtThePoleToo() {
        SkyRegion circle = new SkyRegion(
                Optional.of(new Circle(10, 89.5, 1)), Optional.empty(), Optional.empty(), Optional.empty());

        assertTrue(circle.contains(190, 89.6), "on the other side of the pole, 0.9 degrees away");
        assertFalse(circle.contains(190, 89.4));
    }

    @Test
    void aRegionIsWhereAllItsPartsMeet() {
        SkyRegion region = new SkyRegion(
                Optional.empty(), Optional.empty(), Optional.of(new Range(-90, 0)), Optional.of(new Range(20, 90)));

        assertTrue(region.contains(187, -10), "50 degrees above the plane");
        assertFalse(region.contains(187, 10), "too far north");
        assertFalse(region.contains(10, -30), "under the plane");
    }
}

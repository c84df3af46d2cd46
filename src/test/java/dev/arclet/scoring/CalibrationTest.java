package dev.arclet.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    @Test
    void theUnitCalibrationLeavesScoresAsTheyAre() {
        Calibration unit = new Calibration(1, 0, 0.5);

        assertEquals(0.25, unit.probability(0.25f), 1e-12);
        assertEquals(0.9, unit.probability(0.9f), 1e-7);
    }

    @Test
    void aShiftByTheLogOddsOfARareClassGivesItsPrevalenceAtOneHalf() {
        Calibration rare = new Calibration(1, Math.log(0.001 / 0.999), 0.001);

        assertEquals(0.001, rare.probability(0.5f), 1e-9);
    }

    @Test
    void aScoreOfOneIsNotCertainty() {
        Calibration rare = new Calibration(1, -6.9, 0.001);

        assertTrue(rare.probability(1f) < 1);
        assertTrue(rare.probability(0f) > 0);
    }

    @Property
    void aHigherScoreIsNeverALowerProbability(
            @ForAll @FloatRange(min = 0, max = 1) float a, @ForAll @FloatRange(min = 0, max = 1) float b) {
        Calibration calibration = new Calibration(0.7, -3, 0.01);

        assertTrue(calibration.probability(Math.min(a, b)) <= calibration.probability(Math.max(a, b)));
    }

    @Test
    void aScoreOutsideZeroToOneIsRefused() {
        Calibration unit = new Calibration(1, 0, 0.5);

        assertThrows(IllegalArgumentException.class, () -> unit.probability(Float.NaN));
        assertThrows(IllegalArgumentException.class, () -> unit.probability(1.1f));
    }
}

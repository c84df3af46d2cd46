package dev.arclet.sky;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.alert.SkyPosition;
import dev.arclet.sky.Scene.Spot;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GlareTest {
    private static final int SIDE = 41;
    private static final Frame FRAME = new Frame(SIDE, 0, 20, 20, new SkyPosition(10, -20));
    private static final Exposure VISIT = new Exposure(LsstBand.R, 0.7, Moffat.Wings.USUAL, 1);

    private static Spot star(double magnitude) {
        double[] flux = new double[6];
        Arrays.fill(flux, Magnitudes.flux(magnitude));
        return new Spot(0, 0, flux);
    }

    private static float[] spikes(double magnitude) {
        float[] light = new float[SIDE * SIDE];
        Glare.addSpikes(light, List.of(star(magnitude)), VISIT, FRAME, new double[2], Draw.of(1, 2, 3));
        return light;
    }

    @Test
    void spikesStandOutAlongTwoAxesAtRightAngles() {
        float[] light = spikes(14);
        double[] ring = new double[72];
        for (int i = 0; i < ring.length; i++) {
            double angle = Math.PI * i / 36;
            ring[i] = light[
                    (int) Math.round(20 + 16 * Math.sin(angle)) * SIDE + (int) Math.round(20 + 16 * Math.cos(angle))];
        }
        int brightest = 0;
        for (int i = 1; i < ring.length; i++) {
            brightest = ring[i] > ring[brightest] ? i : brightest;
        }
        for (int quarter = 0; quarter < 4; quarter++) {
            double on = Math.max(
                    ring[(brightest + 18 * quarter) % 72],
                    Math.max(ring[(brightest + 18 * quarter + 1) % 72], ring[(brightest + 18 * quarter + 71) % 72]));
            double between = ring[(brightest + 18 * quarter + 9) % 72];
            assertTrue(on > 10 * between, "spike " + on + ", between " + between);
        }
    }

    @Test
    void aFaintStarHasNoSpikes() {
        assertArrayEquals(new float[SIDE * SIDE], spikes(19));
    }

    @Test
    void chargeThatAPixelCannotHoldRunsAlongItsColumnAndNoneIsLost() {
        float[] light = new float[SIDE * SIDE];
        float full = (float) (100_000 / LsstBand.R.electronsPerNanojansky());
        light[20 * SIDE + 7] = 4.5f * full;
        light[5 * SIDE + 30] = 0.5f * full;
        Glare.saturate(light, SIDE, VISIT);
        double sum = 0;
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                float value = light[row * SIDE + column];
                sum += value;
                assertTrue(value <= full * 1.000_01);
                assertTrue(column == 7 || value == 0 || row == 5, "light outside the columns");
            }
        }
        assertEquals(5 * full, sum, 1e-3 * full);
        assertEquals(full, light[21 * SIDE + 7], 1e-3 * full);
        assertEquals(full, light[19 * SIDE + 7], 1e-3 * full);
    }

    @Test
    void aTemplateIsCutOffAndDoesNotBleed() {
        float[] light = new float[SIDE * SIDE];
        light[20 * SIDE + 7] = 1e9f;
        Glare.saturate(light, SIDE, new Exposure(LsstBand.R, 0.7, Moffat.Wings.USUAL, 50));
        assertEquals(0, light[21 * SIDE + 7]);
        assertTrue(light[20 * SIDE + 7] < 1e9f);
    }
}

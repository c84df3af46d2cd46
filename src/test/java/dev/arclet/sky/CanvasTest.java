package dev.arclet.sky;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CanvasTest {
    private static final double[] UNIT = {1};

    private static float[][] painted(Light light) {
        float[][] plane = Canvas.plane();
        new Brush().paint(new Canvas(0, 0), light, UNIT, new float[][][] {plane});
        return plane;
    }

    private static double sum(float[][] plane) {
        double sum = 0;
        for (float[] row : plane) {
            for (float value : row) {
                sum += value;
            }
        }
        return sum;
    }

    @Test
    void everyLightHasAFluxOfOne() {
        Light disc = new Sersic(0.03, -0.04, 0.5, 1, 0.6, 0.4);
        Light elliptical = new Sersic(0, 0, 0.4, 4, 0.8, 1);
        Light arms = new SpiralArms(0, 0, 0.6, 0.7, 0.5, 2, 0.3, 1, 3, 0.3);
        Light ring = new Ring(0.1, 0, 1.5, 0.2, 0.8, 0.2, 0.7, 1);
        Light mixed = new Mixture(
                List.of(new Sersic(0, 0, 0.3, 1, 0.7, 0), new Sersic(0.2, 0.1, 0.05, 0.7, 1, 0)), List.of(0.7, 0.3));
        assertEquals(1, sum(painted(disc)), 0.005);
        // De Vaucouleurs' law has 4 % of its light outside the canvas.
        assertEquals(1, sum(painted(elliptical)), 0.06);
        assertEquals(1, sum(painted(arms)), 0.02);
        assertEquals(1, sum(painted(ring)), 0.01);
        assertEquals(1, sum(painted(mixed)), 0.01);
        assertEquals(1, sum(painted(new Sersic(0.17, 0.23, 0.03, 1, 1, 0))), 0.01);
    }

    @Test
    void aTabulatedSersicProfileKeepsToItsFormula() {
        for (double index : List.of(0.5, 1.0, 2.5, 4.0, 6.0)) {
            Light light = new Sersic(0, 0, 1, index, 1, 0);
            double b = SersicProfile.concentration(index);
            double atOne = light.brightness(1, 0);
            for (double radius = 0.01; radius < 4; radius *= 1.037) {
                double expected = atOne * Math.exp(-b * (Math.pow(radius, 1 / index) - 1));
                if (expected > 1e-3 * atOne) {
                    assertEquals(expected, light.brightness(0, radius), 1e-3 * expected, index + " at " + radius);
                }
            }
        }
    }

    @Test
    void halfOfASersicProfilesLightIsInsideItsEffectiveRadius() {
        for (double index : List.of(1.0, 2.0, 4.0)) {
            Light light = new Sersic(0, 0, 1, index, 1, 0);
            double half = 0;
            double step = 1e-4;
            for (double radius = step / 2; radius < 1; radius += step) {
                half += light.brightness(radius, 0) * 2 * Math.PI * radius * step;
            }
            assertEquals(0.5, half, 0.002, "index " + index);
        }
    }

    @Test
    void aSmallSourceIsMagnifiedAsItsPointImages() {
        SieLens lens = new SieLens(0, 0, 1, 0.75, 0.3, 0.02, 0);
        float[][] plane = Canvas.plane();
        new RayShooter()
                .paint(
                        new Canvas(0, 0),
                        new Sersic(0.35, 0.2, 0.03, 1, 1, 0),
                        lens,
                        RayShooter.Rays.FINE,
                        UNIT,
                        new float[][][] {plane});
        double expected = PointImages.find(lens, 0.35, 0.2).stream()
                .mapToDouble(PointImages.Image::magnification)
                .sum();
        assertEquals(expected, sum(plane), 0.03 * expected);
    }
}

package dev.arclet.sky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanvasTest {
    private static final double[] UNIT = {1};

    private static float[][] painted(Light light) {
        float[][] plane = Canvas.plane();
        new Canvas(0, 0).paint(light, UNIT, new float[][][] {plane});
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
    void aNoiselessLensedPictureAgreesWithLenstronomyToOnePercent() throws IOException {
        double[][] reference = Reference.table("lensed_picture.csv");
        SieLens lens = new SieLens(0, 0, 1.2, 0.7, 0.6, 0.03, -0.02);
        float[][] plane = Canvas.plane();
        // The reference's pixel borders lie on the lens; half a cell puts the canvas's cell borders there too.
        new Canvas(Canvas.STEP / 2, Canvas.STEP / 2)
                .paintLensed(
                        new Sersic(0.12, -0.08, 0.25, 1, 1, 0), lens, Canvas.Rays.FINE, UNIT, new float[][][] {plane});
        int first = (Canvas.SIDE - 2 * reference.length) / 2;
        double peak = 0;
        double worst = 0;
        double total = 0;
        double referenceTotal = 0;
        for (int row = 0; row < reference.length; row++) {
            for (int column = 0; column < reference.length; column++) {
                double flux = 0;
                for (int j = 0; j < 2; j++) {
                    for (int i = 0; i < 2; i++) {
                        flux += plane[first + 2 * row + j][first + 2 * column + i];
                    }
                }
                double brightness = flux / 0.04;
                peak = Math.max(peak, reference[row][column]);
                worst = Math.max(worst, Math.abs(brightness - reference[row][column]));
                total += brightness;
                referenceTotal += reference[row][column];
            }
        }
        assertEquals(referenceTotal, total, 0.01 * referenceTotal);
        assertTrue(worst < 0.01 * peak, "worst " + worst + " of " + peak);
    }

    @Test
    void aSmallSourceIsMagnifiedAsItsPointImages() {
        SieLens lens = new SieLens(0, 0, 1, 0.75, 0.3, 0.02, 0);
        float[][] plane = Canvas.plane();
        new Canvas(0, 0)
                .paintLensed(
                        new Sersic(0.35, 0.2, 0.03, 1, 1, 0), lens, Canvas.Rays.FINE, UNIT, new float[][][] {plane});
        double expected = PointImages.find(lens, 0.35, 0.2).stream()
                .mapToDouble(PointImages.Image::magnification)
                .sum();
        assertEquals(expected, sum(plane), 0.03 * expected);
    }
}

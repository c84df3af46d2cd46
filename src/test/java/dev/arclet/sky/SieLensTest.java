package dev.arclet.sky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SieLensTest {
    private static final SieLens LENS = new SieLens(0.3, -0.2, 1.1, 0.6, 0.7, 0.04, -0.03);

    @Test
    void theDeflectionIsTheGradientOfThePotential() {
        double h = 1e-5;
        double[] alpha = new double[2];
        for (double[] at : List.of(new double[] {1.3, 0.4}, new double[] {-0.7, 2.1}, new double[] {0.31, -0.9})) {
            LENS.deflect(at[0], at[1], alpha);
            double east = (LENS.potential(at[0] + h, at[1]) - LENS.potential(at[0] - h, at[1])) / (2 * h);
            double north = (LENS.potential(at[0], at[1] + h) - LENS.potential(at[0], at[1] - h)) / (2 * h);
            assertEquals(east, alpha[0], 1e-8);
            assertEquals(north, alpha[1], 1e-8);
        }
    }

    @Test
    void raysShotTogetherLandWhereSingleOnesDo() {
        Draw draw = Draw.of(1, 2, 3);
        int count = 500;
        float[] x = new float[count];
        float[] y = new float[count];
        float[] betaX = new float[count];
        float[] betaY = new float[count];
        double[] alpha = new double[2];
        for (double axisRatio : List.of(0.2, 0.4, 0.75, 0.999, 1.0)) {
            SieLens lens = new SieLens(0.3, -0.2, 1.1, axisRatio, 0.7, 0.04, -0.03);
            for (int i = 0; i < count; i++) {
                x[i] = (float) draw.uniform(-5, 5);
                y[i] = (float) draw.uniform(-5, 5);
            }
            lens.shoot(x, y, count, betaX, betaY);
            for (int i = 0; i < count; i++) {
                lens.deflect(x[i], y[i], alpha);
                assertEquals(x[i] - alpha[0], betaX[i], 3e-6, "axis ratio " + axisRatio);
                assertEquals(y[i] - alpha[1], betaY[i], 3e-6, "axis ratio " + axisRatio);
            }
        }
    }

    @Test
    void aRayThroughTheCentreIsNotLost() {
        float[] betaX = new float[1];
        float[] betaY = new float[1];
        LENS.shoot(new float[] {0.3f}, new float[] {-0.2f}, 1, betaX, betaY);
        assertEquals(0.3, betaX[0], 2);
        assertEquals(-0.2, betaY[0], 2);
    }

    @Test
    void theMeanConvergenceInsideTheEinsteinRadiusIsOne() {
        SieLens lens = new SieLens(0, 0, 1.4, 0.55, 0.3, 0, 0);
        double step = 0.002;
        double mass = 0;
        double area = 0;
        for (double x = -3 + step / 2; x < 3; x += step) {
            for (double y = -3 + step / 2; y < 3; y += step) {
                // Inside the ellipse of constant convergence whose area is that of the Einstein circle.
                if (lens.convergence(x, y) > 0.5) {
                    mass += lens.convergence(x, y) * step * step;
                    area += step * step;
                }
            }
        }
        assertEquals(Math.PI * 1.4 * 1.4, area, 0.001 * area);
        assertEquals(1, mass / area, 0.002);
    }

    @Test
    void deflectionsAgreeWithLenstronomyTo1e6Arcsec() throws IOException {
        double[][] rows = Reference.table("sie_deflections.csv");
        assertEquals(40, rows.length);
        double[] alpha = new double[2];
        for (double[] row : rows) {
            new SieLens(0, 0, row[0], row[1], row[2], row[3], row[4]).deflect(row[5], row[6], alpha);
            assertEquals(row[7], alpha[0], 1e-6);
            assertEquals(row[8], alpha[1], 1e-6);
        }
    }

    @Test
    void aSourceBehindTheCentreHasSeveralImagesAndOneFarAwayHasOne() {
        assertTrue(LENS.multiplyImages(0.35, -0.25));
        assertFalse(LENS.multiplyImages(3, 2));
        assertEquals(4, PointImages.find(LENS, 0.31, -0.2).size());
        assertEquals(1, PointImages.find(LENS, 2.3, -0.2).size());
    }

    @Test
    void everyImageOfAPointLeadsBackToIt() {
        double[] alpha = new double[2];
        List<PointImages.Image> images = PointImages.find(LENS, 0.5, -0.1);
        assertTrue(images.size() >= 2);
        for (PointImages.Image image : images) {
            LENS.deflect(image.x(), image.y(), alpha);
            assertEquals(0.5, image.x() - alpha[0], 1e-6);
            assertEquals(-0.1, image.y() - alpha[1], 1e-6);
        }
    }

    @Test
    void aRoundLensMagnifiesAsTheClosedFormSays() {
        double beta = 0.4;
        SieLens round = new SieLens(0, 0, 1, 1, 0, 0, 0);
        List<PointImages.Image> images = PointImages.find(round, beta, 0);
        assertEquals(2, images.size());
        // Singular isothermal sphere: images at beta +- 1, magnified 1/beta +- 1.
        assertEquals(1 + beta, images.get(0).x(), 1e-6);
        assertEquals(1 / beta + 1, images.get(0).magnification(), 1e-3);
        assertEquals(beta - 1, images.get(1).x(), 1e-6);
        assertEquals(1 / beta - 1, images.get(1).magnification(), 1e-3);
    }

    @Test
    void aLensWithoutMassIsRefused() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new SieLens(0, 0, 0, 0.8, 0, 0, 0));
        assertEquals("Einstein radius is 0.0 arcsec; give more than 0", refused.getMessage());
    }
}

package dev.arclet.sky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final Cosmology COSMOLOGY = Cosmology.standard();
    private static final Arrivals ARRIVALS = new Arrivals(COSMOLOGY);

    private static List<Arrival> arrivals(SieLens lens, double x, double y, double lensRedshift, double redshift) {
        return ARRIVALS.of(lens, new double[] {x, y}, PointImages.find(lens, x, y), lensRedshift, redshift);
    }

    @Test
    void imagesTheirMagnificationsAndDelaysAgreeWithLenstronomy() throws IOException {
        double[][] rows = Reference.table("time_delays.csv");
        assertEquals(12, rows.length);
        for (int number = 0; number < 5; number++) {
            int wanted = number;
            double[][] images =
                    Arrays.stream(rows).filter(row -> row[0] == wanted).toArray(double[][]::new);
            double[] c = images[0];
            SieLens lens = new SieLens(0, 0, c[1], c[2], c[3], c[4], c[5]);
            List<Arrival> arrivals = arrivals(lens, c[6], c[7], c[8], c[9]);
            assertEquals(images.length, arrivals.size());
            for (int i = 0; i < images.length; i++) {
                Arrival arrival = arrivals.get(i);
                assertEquals(images[i][10], arrival.x(), 1e-5);
                assertEquals(images[i][11], arrival.y(), 1e-5);
                assertEquals(Math.abs(images[i][12]), arrival.magnification(), 1e-3 * Math.abs(images[i][12]));
                assertEquals(Math.signum(images[i][12]), arrival.parity());
                assertEquals(images[i][13], arrival.delay(), 2e-4 * images[images.length - 1][13]);
            }
        }
    }

    /** An isothermal sphere delays by {@code D_dt/c (theta_1^2 - theta_2^2)/2} (Witt, Mao and Keeton 2000). */
    @Test
    void aRoundLensDelaysAsTheClosedFormSays() {
        SieLens round = new SieLens(0, 0, 1, 1, 0, 0, 0);
        List<Arrival> arrivals = arrivals(round, 0.4, 0, 0.5, 1.5);
        double radian = Cosmology.ARCSEC_PER_RADIAN;
        double seconds = COSMOLOGY.timeDelayDistance(0.5, 1.5)
                * 3.085_677_581e19
                / Cosmology.LIGHT_SPEED
                * (1.4 * 1.4 - 0.6 * 0.6)
                / 2
                / (radian * radian);
        assertEquals(1.4, arrivals.get(0).x(), 1e-6);
        assertEquals(seconds / 86_400, arrivals.get(1).delay(), 1e-3);
    }

    @Property(tries = 60)
    void theMinimumArrivesFirstAndImagesOfBothParitiesFollow(
            @ForAll @DoubleRange(min = 0.6, max = 2.5) double radius,
            @ForAll @DoubleRange(min = 0.4, max = 0.95) double q,
            @ForAll @DoubleRange(min = 0, max = 3.1) double angle,
            @ForAll @DoubleRange(min = 0.05, max = 0.6) double away) {
        SieLens lens = new SieLens(0, 0, radius, q, angle, 0.03, -0.02);
        List<Arrival> arrivals = arrivals(lens, away * radius * 0.6, away * radius * 0.5, 0.4, 1.8);
        assertEquals(0, arrivals.get(0).delay());
        assertEquals(1, arrivals.get(0).parity(), "the earliest image is a minimum");
        for (int i = 1; i < arrivals.size(); i++) {
            assertTrue(arrivals.get(i).delay() >= arrivals.get(i - 1).delay());
        }
        if (arrivals.size() == 2 || arrivals.size() == 4) {
            int sum = arrivals.stream().mapToInt(Arrival::parity).sum();
            // The image in the singular centre, a maximum without light, is the odd one.
            assertEquals(0, sum, "as many saddles as minima: " + arrivals);
            assertEquals(-1, arrivals.get(arrivals.size() - 1).parity(), "the latest image is a saddle");
        }
    }

    @Test
    void aSourceBeforeTheLensIsRefused() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> COSMOLOGY.timeDelayDistance(0.8, 0.5));
        assertEquals(
                "source at redshift 0.5 is not behind the lens at 0.8; give a larger redshift", refused.getMessage());
    }
}

package dev.arclet.sky;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.arclet.alert.SkyPosition;
import dev.arclet.picture.Stamp;
import dev.arclet.sky.Scene.Glow;
import dev.arclet.sky.Scene.Spot;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CameraTest {
    private static final SkyPosition SOMEWHERE = new SkyPosition(150, -30);

    private static Scene starOf(double x, double y, double flux) {
        Spot star = new Spot(x, y, flat(flux));
        return new Scene(Truth.of(Kind.STAR, 0), List.of(), List.of(star), List.of(new Spot(0, 0, flat(1))));
    }

    private static double[] flat(double flux) {
        double[] fluxes = new double[LsstBand.values().length];
        Arrays.fill(fluxes, flux);
        return fluxes;
    }

    private static Stamp template(Scene scene, Exposure exposure, Frame frame, Draw draw) {
        return new Camera()
                .templates(scene, List.of(new Camera.Shot(exposure, frame)), List.of(new double[] {0, 0}), draw)
                .get(0);
    }

    /** By the scatter over many noisy pictures of the flux in an aperture weighted with the point-spread function. */
    @ParameterizedTest
    @EnumSource(
            value = LsstBand.class,
            names = {"G", "R", "I", "Z"})
    void aPointSourceAtTheFiveSigmaDepthHasASignalToNoiseOfFive(LsstBand band) {
        double seeing = band.medianSeeing();
        double flux = Magnitudes.flux(band.fiveSigmaDepth(seeing));
        Exposure exposure = new Exposure(band, seeing, Moffat.Wings.KOLMOGOROV, 1);
        Frame frame = new Frame(30, 0.6, 14.5, 14.5, SOMEWHERE);
        // The weights are the point source's own picture, here without noise.
        double[] weights = noiselessStar(band, seeing, frame);
        double norm = Arrays.stream(weights).map(w -> w * w).sum();
        int draws = 1_500;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < draws; i++) {
            Stamp stamp = template(starOf(0, 0, flux), exposure, frame, Draw.of(11, 0, i));
            double measured = 0;
            for (int p = 0; p < weights.length; p++) {
                measured += weights[p] * stamp.pixels()[p];
            }
            measured /= norm;
            sum += measured;
            squares += measured * measured;
        }
        double mean = sum / draws;
        double scatter = Math.sqrt(squares / draws - mean * mean);
        assertEquals(flux, mean, 0.02 * flux);
        assertEquals(5, mean / scatter, 0.25);
    }

    private static double[] noiselessStar(LsstBand band, double seeing, Frame frame) {
        // So many visits that the noise is gone, of a star of 1e9 nJy.
        Exposure deep = new Exposure(band, seeing, Moffat.Wings.KOLMOGOROV, 1_000_000_000);
        float[] pixels =
                template(starOf(0, 0, 1e5), deep, frame, Draw.of(1, 1, 1)).pixels();
        double[] weights = new double[pixels.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = pixels[i] / 1e5;
        }
        return weights;
    }

    @ParameterizedTest
    @EnumSource(LsstBand.class)
    void theDepthsAreThoseOfTheSystemsEngineeringFormula(LsstBand band) {
        // Depth constants of the observatory's systems engineering tables, u to y.
        double[] constants = {22.968, 24.582, 24.602, 24.541, 24.371, 23.840};
        double[] skies = {23.05, 22.25, 21.20, 20.46, 19.61, 18.60};
        int i = band.index();
        double quoted = constants[i] + 0.5 * (skies[i] - 21) + 2.5 * Math.log10(0.7 / band.medianSeeing());
        assertEquals(quoted, band.fiveSigmaDepth(band.medianSeeing()), 0.15);
    }

    @Test
    void aStarIsWhereTheStampsOrientationSays() {
        Frame frame = new Frame(31, 1.1, 14.8, 15.3, SOMEWHERE);
        Exposure deep = new Exposure(LsstBand.R, 0.7, Moffat.Wings.USUAL, 1_000_000);
        Stamp stamp = template(starOf(0.9, -0.5, 1e6), deep, frame, Draw.of(1, 1, 2));
        double sum = 0;
        double east = 0;
        double north = 0;
        for (int row = 0; row < 31; row++) {
            for (int column = 0; column < 31; column++) {
                double dx = column - stamp.orientation().refX();
                double dy = row - stamp.orientation().refY();
                double value = stamp.pixels()[row * 31 + column];
                double e =
                        stamp.orientation().xEast() * dx + stamp.orientation().yEast() * dy;
                double n =
                        stamp.orientation().xNorth() * dx + stamp.orientation().yNorth() * dy;
                if (Math.hypot(e - 0.9, n + 0.5) < 1.2) {
                    sum += value;
                    east += value * e;
                    north += value * n;
                }
            }
        }
        assertEquals(0.9, east / sum, 0.01);
        assertEquals(-0.5, north / sum, 0.01);
    }

    @Test
    void aTinyGalaxyLooksLikeAStar() {
        Frame frame = new Frame(30, 0.4, 14.6, 14.2, SOMEWHERE);
        Exposure deep = new Exposure(LsstBand.I, 0.8, Moffat.Wings.USUAL, 1_000_000_000);
        Scene galaxy = new Scene(
                Truth.of(Kind.FAINT, 1),
                List.of(Glow.plain(new Sersic(0.2, 0.3, 0.03, 1, 1, 0), flat(1e6))),
                List.of(),
                List.of(new Spot(0, 0, flat(1))));
        float[] blurred = template(galaxy, deep, frame, Draw.of(1, 1, 3)).pixels();
        float[] star =
                template(starOf(0.2, 0.3, 1e6), deep, frame, Draw.of(1, 1, 3)).pixels();
        double peak = 0;
        for (float value : star) {
            peak = Math.max(peak, value);
        }
        for (int i = 0; i < star.length; i++) {
            assertEquals(star[i], blurred[i], 0.015 * peak, "pixel " + i);
        }
    }

    @Test
    void theDifferenceHoldsWhatChangedAndNothingElse() {
        Frame frame = new Frame(30, 2, 14.5, 14.5, SOMEWHERE);
        Scene scene = new Scene(
                Truth.of(Kind.ELLIPTICAL, 0.4),
                List.of(Glow.plain(new Sersic(0, 0, 0.6, 4, 0.8, 0), flat(20_000))),
                List.of(),
                List.of(new Spot(0, 0, flat(4_000))));
        Exposure template = new Exposure(LsstBand.R, 0.75, Moffat.Wings.USUAL, 100);
        Exposure science = new Exposure(LsstBand.R, 0.9, Moffat.Wings.USUAL, 1);
        Camera.Triplet stamps =
                new Camera().triplet(scene, template, science, frame, new double[] {0, 0}, Draw.of(3, 1, 1));
        assertEquals(4_000, sum(stamps.difference()), 900);
        assertEquals(sum(stamps.template()) + 4_000, sum(stamps.science()), 1_500);
    }

    private static double sum(Stamp stamp) {
        double sum = 0;
        for (float value : stamp.pixels()) {
            sum += value;
        }
        return sum;
    }

    @Test
    void aTransformAndItsInverseChangeNothing() {
        SquareFft fft = new SquareFft(Canvas.SIDE);
        float[][] re = Canvas.plane();
        float[][] im = Canvas.plane();
        Draw draw = Draw.of(1, 1, 4);
        for (int row = 0; row < Canvas.SIDE; row++) {
            for (int column = 0; column < Canvas.SIDE; column++) {
                re[row][column] = (float) draw.gaussian();
                im[row][column] = (float) draw.gaussian();
            }
        }
        float[] before = re[17].clone();
        fft.forward(re, im);
        fft.inverse(re, im);
        assertArrayEquals(before, re[17], 1e-4f);
    }
}

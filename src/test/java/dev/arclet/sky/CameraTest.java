package dev.arclet.sky;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.alert.SkyPosition;
import dev.arclet.picture.Stamp;
import dev.arclet.sky.Scene.Glow;
import dev.arclet.sky.Scene.Spot;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CameraTest {
    private static final SkyPosition SOMEWHERE = new SkyPosition(150, -30);

    private final Camera camera = new Camera();

    private static Scene starOf(double x, double y, double flux) {
        Spot star = new Spot(x, y, flat(flux));
        return new Scene(Truth.of(Kind.STAR, 0), List.of(), List.of(star), List.of(new Spot(0, 0, flat(1))));
    }

    private static double[] flat(double flux) {
        double[] fluxes = new double[LsstBand.values().length];
        Arrays.fill(fluxes, flux);
        return fluxes;
    }

    private Stamp template(Scene scene, Exposure exposure, Frame frame, Draw draw) {
        return camera.templates(scene, List.of(new Camera.Shot(exposure, frame)), List.of(new double[] {0, 0}), draw)
                .get(0);
    }

    static Stream<Arguments> exposures() {
        return Arrays.stream(LsstBand.values())
                .flatMap(band -> Stream.of(1, 80).map(visits -> Arguments.of(band, visits)));
    }

    /**
     * By the scatter over many noisy pictures of the flux in the matched aperture, whose weights are the
     * point-spread function.
     */
    @ParameterizedTest
    @MethodSource("exposures")
    void aPointSourceAtTheFiveSigmaDepthHasASignalToNoiseOfFive(LsstBand band, int visits) {
        double seeing = band.medianSeeing();
        double flux = band.fiveSigmaFlux(seeing, visits);
        Exposure exposure = new Exposure(band, seeing, Moffat.Wings.KOLMOGOROV, visits);
        Frame frame = new Frame(30, 0.6, 14.5, 14.5, SOMEWHERE);
        // The weights are the point source's own picture, here without noise.
        double[] weights = noiselessStar(band, seeing, frame);
        double norm = Arrays.stream(weights).map(w -> w * w).sum();
        int draws = 2_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < draws; i++) {
            Stamp stamp = template(starOf(0, 0, flux), exposure, frame, Draw.of(11, visits, i));
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

    @Test
    void aTemplateOfManyVisitsIsDeeperByTheRootOfTheirNumber() {
        for (LsstBand band : LsstBand.values()) {
            double one = band.fiveSigmaFlux(0.8);
            double hundred = band.fiveSigmaFlux(0.8, 100);
            // The star's own photons weigh in a single visit only.
            assertTrue(hundred < one / 10 && hundred > one / 10 / 1.3, band + " " + one / hundred);
        }
    }

    private double[] noiselessStar(LsstBand band, double seeing, Frame frame) {
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

    /** Stars are drawn in the camera's frame, galaxies blurred on the sky, in sharp seeing at twice the resolution. */
    @ParameterizedTest
    @CsvSource({"0.8, USUAL", "0.6, STRONG", "1.1, KOLMOGOROV"})
    void aTinyGalaxyLooksLikeAStar(double seeing, Moffat.Wings wings) {
        Frame frame = new Frame(30, 0.4, 14.6, 14.2, SOMEWHERE);
        Exposure deep = new Exposure(LsstBand.I, seeing, wings, 0.1, 0.7, 1_000_000_000);
        Scene galaxy = new Scene(
                Truth.of(Kind.FAINT, 1),
                List.of(Glow.plain(new Sersic(0.2, 0.3, 0.03, 1, 1, 0), flat(1e4))),
                List.of(),
                List.of(new Spot(0, 0, flat(1))));
        float[] blurred = template(galaxy, deep, frame, Draw.of(1, 1, 3)).pixels();
        float[] star =
                template(starOf(0.2, 0.3, 1e4), deep, frame, Draw.of(1, 1, 3)).pixels();
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
        assertEquals(4_000, sum(stamps.difference().stamp()), 900);
        assertEquals(
                sum(stamps.template().stamp()) + 4_000, sum(stamps.science().stamp()), 1_500);
        double squares = 0;
        int away = 0;
        for (int row = 0; row < 30; row++) {
            for (int column = 0; column < 30; column++) {
                if (Math.hypot(frame.east(column, row), frame.north(column, row)) > 2) {
                    double value = stamps.difference().stamp().pixels()[row * 30 + column];
                    squares += value * value / stamps.difference().variance()[row * 30 + column];
                    away++;
                }
            }
        }
        assertEquals(1, squares / away, 0.2, "mean square over the variance");
    }

    @Test
    void aBrightStarsOwnCrossesAreSubtractedWithIt() {
        Frame frame = new Frame(46, 2, 22.5, 22.5, SOMEWHERE);
        double flux = Magnitudes.flux(15.5);
        Exposure template = new Exposure(LsstBand.R, 0.8, Moffat.Wings.USUAL, 100);
        Exposure science = new Exposure(LsstBand.R, 0.8, Moffat.Wings.USUAL, 1);
        double ofScience = 0;
        double ofDifference = 0;
        Camera.Triplet stamps = new Camera()
                .triplet(starOf(0, 0, flux), template, science, frame, new double[] {0, 0}, Draw.of(3, 1, 2));
        // What the visit's crosses add is what the template's crosses take away, so far out nothing is left in all.
        for (int row = 0; row < 46; row++) {
            for (int column = 0; column < 46; column++) {
                if (Math.hypot(frame.east(column, row), frame.north(column, row)) > 2) {
                    ofScience += stamps.science().stamp().pixels()[row * 46 + column];
                    ofDifference += stamps.difference().stamp().pixels()[row * 46 + column];
                }
            }
        }
        assertEquals(0, ofDifference, 0.1 * ofScience);
    }

    private static double sum(Stamp stamp) {
        double sum = 0;
        for (float value : stamp.pixels()) {
            sum += value;
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32, 64, 128})
    void aTransformAndItsInverseChangeNothing(int side) {
        SquareFft fft = new SquareFft(side);
        float[][] re = new float[side][side];
        float[][] im = new float[side][side];
        Draw draw = Draw.of(1, 1, 4);
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                re[row][column] = (float) draw.gaussian();
                im[row][column] = (float) draw.gaussian();
            }
        }
        float[] before = re[7].clone();
        fft.forward(re, im);
        fft.inverse(re, im);
        assertArrayEquals(before, re[7], 1e-4f);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32})
    void aTransformPutsAWaveWhereItsFrequencySays(int side) {
        SquareFft fft = new SquareFft(side);
        float[][] re = new float[side][side];
        float[][] im = new float[side][side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double phase = 2 * Math.PI * (3 * x - 5 * y) / side;
                re[y][x] = (float) Math.cos(phase);
                im[y][x] = (float) Math.sin(phase);
            }
        }
        fft.forward(re, im);
        for (int a = 0; a < side; a++) {
            for (int b = 0; b < side; b++) {
                boolean wave = fft.frequency(a) == 3 && fft.frequency(b) == -5;
                assertEquals(wave ? side * side : 0, re[a][b], 1e-3 * side, a + ", " + b);
                assertEquals(0, im[a][b], 1e-3 * side, a + ", " + b);
            }
        }
    }

    @Test
    void anEllipticalSeeingDiscPointsWhereItsAngleSays() {
        Frame frame = new Frame(41, 0.9, 20, 20, SOMEWHERE);
        Exposure deep = new Exposure(LsstBand.R, 0.7, Moffat.Wings.KOLMOGOROV, 0.1, 0.5, 1_000_000_000);
        float[] pixels =
                template(starOf(0, 0, 1e4), deep, frame, Draw.of(1, 1, 5)).pixels();
        double along = 0;
        double across = 0;
        double askew = 0;
        for (int row = 0; row < 41; row++) {
            for (int column = 0; column < 41; column++) {
                double east = frame.east(column, row);
                double north = frame.north(column, row);
                double major = Math.cos(0.5) * east + Math.sin(0.5) * north;
                double minor = Math.cos(0.5) * north - Math.sin(0.5) * east;
                if (Math.hypot(major, minor) < 1.5) {
                    along += pixels[row * 41 + column] * major * major;
                    across += pixels[row * 41 + column] * minor * minor;
                    askew += pixels[row * 41 + column] * major * minor;
                }
            }
        }
        // The pixel rounds it a little.
        assertEquals(0.9, Math.sqrt(across / along), 0.015);
        assertEquals(0, askew / along, 0.005);
    }
}

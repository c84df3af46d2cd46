package dev.arclet.sky;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.sky.Scene.Spot;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LightCurveTest {
    private static final int G = LsstBand.G.index();
    private static final int R = LsstBand.R.index();
    private static final int I = LsstBand.I.index();
    private static final Cosmology COSMOLOGY = Cosmology.standard();
    private static final List<Arrival> QUAD = List.of(
            new Arrival(1.1, -0.9, 3.3, 1, 0),
            new Arrival(-0.5, 1, 9.2, 1, 22),
            new Arrival(0.3, 1.05, 6.7, -1, 23),
            new Arrival(-1, -0.3, 3.3, -1, 240));

    @ParameterizedTest
    @EnumSource(Supernova.Type.class)
    void aSupernovaIsDarkBeforeItExplodesRisesToItsPeakAndFades(Supernova.Type type) {
        double z = 0.05;
        Supernova supernova = new Supernova(type, z, -19, 100, COSMOLOGY);
        assertArrayEquals(new double[6], supernova.flux(100 - (type.rise() + 0.1) * (1 + z)));
        double half = supernova.flux(100 - type.rise() / 2 * (1 + z))[G];
        double peak = supernova.flux(100)[G];
        double month = supernova.flux(100 + 30 * (1 + z))[G];
        assertTrue(half > 0.2 * peak && half < peak, "half risen " + half / peak);
        assertTrue(month < 0.8 * peak && month > 0, "after a month " + month / peak);
    }

    @Test
    void aTypeIaPeaksAtItsAbsoluteMagnitudeFadesAMagnitudeInFifteenDaysInBAndReddens() {
        double z = 0.097;
        Supernova supernova = new Supernova(Supernova.Type.IA, z, -19.25, 0, COSMOLOGY);
        // At this redshift g sees rest-frame B.
        double magnitude = Magnitudes.magnitude(supernova.flux(0)[G]);
        assertEquals(-19.25 + COSMOLOGY.distanceModulus(z) - 2.5 * Math.log10(1 + z), magnitude, 0.02);
        double faded = Magnitudes.magnitude(supernova.flux(15 * (1 + z))[G]) - magnitude;
        assertEquals(1.1, faded, 0.2);
        assertTrue(colour(supernova, 25) > colour(supernova, 0) + 0.3);
    }

    private static double colour(LightCurve curve, double day) {
        double[] flux = curve.flux(day);
        return Magnitudes.magnitude(flux[G]) - Magnitudes.magnitude(flux[R]);
    }

    @Test
    void theWalkHasTheVarianceAndTheMemoryThatWereAskedFor() {
        double tau = 50;
        double structure = 0.3;
        double variance = 0;
        double lagged = 0;
        int walks = 4_000;
        for (int i = 0; i < walks; i++) {
            RandomWalk walk = new RandomWalk(-60, 2, tau, structure, Draw.of(3, 4, i));
            variance += walk.at(-50) * walk.at(-50) / walks;
            lagged += walk.at(-50) * walk.at(0) / walks;
        }
        assertEquals(structure * structure / 2, variance, 0.08 * variance);
        assertEquals(Math.exp(-1), lagged / variance, 0.06);
    }

    @Test
    void imagesOfALensedSupernovaShowTheSameCurveUpToDelayAndMagnification() {
        for (int seed = 0; seed < 20; seed++) {
            Activity activity = new Changes(COSMOLOGY).lensedSupernova(QUAD, 1.2, Draw.of(seed, 0, 0));
            Change first = image(activity, 0);
            assertTrue(first.on(0).flux()[I] > 0, "the earliest image is lit");
            for (int k = 1; k < QUAD.size(); k++) {
                Change later = image(activity, k);
                double ratio = QUAD.get(k).magnification() / QUAD.get(0).magnification();
                double[] expected = Changes.scaled(first.on(7).flux(), ratio);
                assertArrayEquals(expected, later.on(7 + QUAD.get(k).delay()).flux(), 1e-9 * expected[I]);
            }
            assertEquals(4, activity.changes().size());
            assertTrue(activity.visibility() >= 1, "seen by a visit");
        }
    }

    private static Change image(Activity activity, int number) {
        return activity.changes().stream()
                .filter(change -> change.x() == QUAD.get(number).x())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLaterImageOfASupernovaIsNotLitYet() {
        LightCurve curve = new Supernova(Supernova.Type.IA, 1, -19.25, 0, COSMOLOGY);
        Change early = new Change(0, 0, curve, 2, 0);
        Change late = new Change(1, 0, curve, 2, 240);
        assertTrue(early.on(5).flux()[I] > 0);
        assertEquals(0, late.on(5).flux()[I]);
        assertTrue(late.on(245).flux()[I] > 0);
    }

    @Test
    void theTemplateHasALensedQuasarAtItsMeanAndTheDifferenceTheRest() {
        Activity activity = new Changes(COSMOLOGY).lensedQuasar(QUAD, 2, Draw.of(5, 0, 0));
        assertEquals(QUAD.size(), activity.steady().size());
        Spot steady = activity.steady().get(0);
        Change change = image(activity, 0);
        for (double day : List.of(-10.0, 0.0, 1.0)) {
            double total = steady.flux()[I] + change.on(day).flux()[I];
            assertTrue(total > 0, "a quasar never shines with less than nothing");
        }
        // The means of two images differ by their magnification alone.
        double ratio = activity.steady().get(1).flux()[I] / steady.flux()[I];
        assertEquals(QUAD.get(1).magnification() / QUAD.get(0).magnification(), ratio, 1e-9);
    }

    @Test
    void aNucleusVariesMoreInBlueThanInRed() {
        double[] mean = Spectrum.flat(Draw.of(1, 1, 1)).fluxes(20);
        RandomWalk walk = new RandomWalk(-1, 2, 200, 0.3, Draw.of(8, 1, 1));
        double[] flux = new Flicker("agn", walk, 0.5, mean, 0).flux(0);
        assertTrue(Math.abs(flux[G] / mean[G]) > 1.1 * Math.abs(flux[I] / mean[I]));
    }

    @ParameterizedTest
    @EnumSource(PeriodicStar.Shape.class)
    void aPeriodicStarComesBackAfterItsPeriodAndVariesByItsAmplitude(PeriodicStar.Shape shape) {
        double[] mean = {0, 1_000, 1_000, 1_000, 1_000, 1_000};
        PeriodicStar star = new PeriodicStar(shape, 0.6, 0.3, 0.8, mean);
        List<Double> magnitudes = new ArrayList<>();
        for (double day = 0; day < 0.6; day += 0.001) {
            double flux = mean[G] + star.flux(day)[G];
            assertEquals(flux, mean[G] + star.flux(day + 0.6)[G], 2);
            magnitudes.add(Magnitudes.magnitude(flux));
        }
        double range = magnitudes.stream().mapToDouble(m -> m).max().orElseThrow()
                - magnitudes.stream().mapToDouble(m -> m).min().orElseThrow();
        assertEquals(0.8, range, 0.02);
        assertEquals(
                Magnitudes.magnitude(mean[G]),
                magnitudes.stream().mapToDouble(m -> m).average().orElseThrow(),
                0.06);
    }
}

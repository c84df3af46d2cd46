package dev.arclet.sky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PopulationTest {
    private static final Galaxies GALAXIES = new Galaxies(Cosmology.standard());

    private static double median(List<Subject> subjects, ToDoubleFunction<Truth> value) {
        double[] sorted = subjects.stream()
                .map(Subject::truth)
                .mapToDouble(value)
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }

    /** The bounds are about the medians of the lenses that LensPop forecasts for LSST (Collett 2015). */
    @Test
    void lensesLieWhereForecastsPutThem() {
        Population population = new Population();
        List<Subject> lenses = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            lenses.add(population.lens(Draw.of(21, 0, i)));
        }
        double radius = median(lenses, Truth::einsteinRadius);
        double lensRedshift = median(lenses, Truth::lensRedshift);
        double sourceRedshift = median(lenses, Truth::sourceRedshift);
        assertTrue(radius > 0.8 && radius < 1.4, "Einstein radius " + radius);
        assertTrue(lensRedshift > 0.35 && lensRedshift < 0.6, "lens redshift " + lensRedshift);
        assertTrue(sourceRedshift > 1.4 && sourceRedshift < 2.4, "source redshift " + sourceRedshift);
        assertTrue(median(lenses, Truth::magnification) > 3, "Collett (2015) asks for magnifications of 3");
        double signalToNoise = median(lenses, Truth::arcSignalToNoise);
        assertTrue(signalToNoise > 65 && signalToNoise < 130, "signal-to-noise of the arcs " + signalToNoise);
    }

    @Test
    void anEvenRunHasAsManyLargeEinsteinRadiiAsSmallOnes() {
        StampSets sets = new StampSets(new StampPlan(5, 1, StampPlan.Radii.EVEN, 0, 1, Set.of(Kind.LENS)));
        int large = 0;
        int count = 120;
        for (int i = 0; i < count; i++) {
            double radius = sets.make(i).truth().einsteinRadius();
            assertTrue(radius >= 0.6 && radius <= 2.5, "Einstein radius " + radius);
            large += radius > 1.55 ? 1 : 0;
        }
        assertTrue(large > 0.36 * count && large < 0.64 * count, "larger than the middle: " + large);
    }

    @Test
    void aPairOfAGivenRadiusIsWhatThePairsOfThatRadiusAreByChance() {
        double natural = 0;
        int found = 0;
        for (int i = 0; i < 60_000; i++) {
            Galaxies.Pair pair = GALAXIES.pair(Draw.of(31, 0, i));
            if (Math.abs(pair.einsteinRadius() - 1.5) < 0.05) {
                natural += pair.galaxy().redshift();
                found++;
            }
        }
        natural /= found;
        double given = 0;
        for (int i = 0; i < 4_000; i++) {
            given += GALAXIES.pair(1.5, Draw.of(32, 0, i)).galaxy().redshift() / 4_000;
        }
        assertTrue(found > 500, "found " + found);
        assertEquals(natural, given, 0.025);
    }

    /** Cut I of Eisenstein et al. (2001) and the colours of their Figure 1. */
    @ParameterizedTest
    @org.junit.jupiter.params.provider.CsvSource({"0.1, 0.95", "0.2, 1.27", "0.3, 1.5", "0.38, 1.65"})
    void redGalaxiesHaveTheColoursOfTheSloanSurveys(double redshift, double expected) {
        double gr = 0;
        double ri = 0;
        for (int i = 0; i < 400; i++) {
            double[] relative = Spectrum.old(redshift, Draw.of(1, 5, i)).relative();
            gr += (relative[1] - relative[2]) / 400;
            ri += (relative[2] - relative[3]) / 400;
        }
        assertEquals(expected, gr, 0.08);
        assertEquals(0.18 + gr / 4, ri, 0.06);
    }

    @Test
    void nearMissesAreLensedByTheSamePhysicsAndHaveOneImage() {
        Population population = new Population();
        for (int i = 0; i < 40; i++) {
            Subject subject = population.lookAlike(Kind.NEAR_LENS, Draw.of(6, 0, i));
            Truth truth = subject.truth();
            assertFalse(truth.lens());
            assertEquals(1, truth.images(), "images of near miss " + i);
            assertTrue(truth.einsteinRadius() >= Galaxies.LEAST_RADIUS);
            assertTrue(truth.magnification() > 1, "magnification " + truth.magnification());
            assertEquals(
                    1,
                    subject.glows().stream()
                            .filter(glow -> glow.lens().isPresent())
                            .count());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatAlertsIsBrightEnoughForAVisitToSee(Kind kind) {
        Population population = new Population();
        for (int i = 0; i < 15; i++) {
            Draw draw = Draw.of(41, kind.label().hashCode(), i);
            Subject subject = kind == Kind.LENS ? population.lens(draw) : population.lookAlike(kind, draw);
            assertEquals(kind, subject.truth().kind());
            Change alerted = subject.changes().get(0);
            if (alerted.curve() != Steady.DARK) {
                double[] flux = subject.on(0).alerted().flux();
                assertTrue(kind == Kind.MOVING || kind == Kind.ARTEFACT || SurveyLimit.visibility(flux) > 0.999);
            }
        }
    }

    @Test
    void satellitesFollowLensesAndLookAlikesAlike() {
        // A lens has two lights of its own, an elliptical one; both have the field's.
        Population population = new Population();
        double lenses = 0;
        double ellipticals = 0;
        for (int i = 0; i < 200; i++) {
            lenses += population.lens(Draw.of(51, 0, i)).glows().size() / 200.0;
            ellipticals += population
                            .lookAlike(Kind.ELLIPTICAL, Draw.of(52, 0, i))
                            .glows()
                            .size()
                    / 200.0;
        }
        assertEquals(1, lenses - ellipticals, 0.6);
    }

    @Test
    void aRunOfSomeKindsHasNoOthers() {
        StampSets sets = new StampSets(
                new StampPlan(5, 0.5, StampPlan.Radii.NATURAL, 1, 1, Set.of(Kind.RING, Kind.BRIGHT_STAR)));
        for (int i = 0; i < 40; i++) {
            StampSet set = sets.make(i);
            assertTrue(Set.of(Kind.RING, Kind.BRIGHT_STAR).contains(set.truth().kind()));
            assertTrue(set.centred());
            assertEquals(0, set.offset());
            assertEquals(3, set.stamps().size());
            assertEquals(set.stamps().keySet(), set.conditions().keySet());
        }
    }

    @Test
    void aPlanOfMovingObjectsIsRefused() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> new StampPlan(5, 0.5, StampPlan.Radii.NATURAL, 0, 1, Set.of(Kind.MOVING)));
        assertEquals("a moving object has no template; leave out the kind moving", refused.getMessage());
    }
}

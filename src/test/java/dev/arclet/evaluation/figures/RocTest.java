package dev.arclet.evaluation.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RocTest {
    private static final double EXACT = 1e-12;

    private static Roc roc(float[] lenses, float[] others) {
        return new Roc(lenses, others);
    }

    /** The index-th of so many evenly spaced scores between 0 and 1. */
    private static float[] ramp(int count) {
        float[] scores = new float[count];
        for (int i = 0; i < count; i++) {
            scores[i] = i / (float) count;
        }
        return scores;
    }

    @Test
    void theAreaCountsPairsAndHalfOfTies() {
        // Of 6 pairs: 0.9 beats 3, 0.5 beats 1 and ties 1: 4.5 / 6.
        Estimate area =
                roc(new float[] {0.5f, 0.9f}, new float[] {0.1f, 0.5f, 0.8f}).auroc();
        assertEquals(4.5 / 6, area.value(), EXACT);
        assertTrue(area.low() > 0 && area.high() < 1);
    }

    @Test
    void theIntervalIsDeLongsOnTheLogit() {
        // Lens wins 1/2, 1, 1 (mean 5/6, variance 1/12), other wins 1/3, 0 (variance 1/18): variance 1/36 + 1/36.
        Estimate area =
                roc(new float[] {0.4f, 0.7f, 0.9f}, new float[] {0.2f, 0.6f}).auroc();
        assertEquals(5.0 / 6, area.value(), EXACT);
        double half = 1.959963984540054 * Math.sqrt(1.0 / 18) / (5.0 / 36);
        assertEquals(1 / (1 + Math.exp(-(Math.log(5) - half))), area.low(), EXACT);
        assertEquals(1 / (1 + Math.exp(-(Math.log(5) + half))), area.high(), EXACT);
    }

    @Test
    void aPerfectModelOnFewPicturesIsNotCertain() {
        Estimate area =
                roc(new float[] {0.8f, 0.9f, 0.95f}, new float[] {0.1f, 0.2f}).auroc();
        assertEquals(1, area.value());
        assertTrue(area.low() < 0.5, "two others say little, but the lower end is " + area.low());
    }

    @Test
    void atAFalsePositiveRateNoMoreThanThatShareOfTheOthersPasses() {
        Roc roc = roc(new float[] {0.985f, 0.995f, 0.5f}, ramp(1000));
        RatePoint rate = RatePoint.at(roc, 1e-2);
        assertEquals(10, rate.allowed());
        OperatingPoint point = rate.point().orElseThrow();
        assertEquals(10, point.fpr().count());
        // The eleventh best of the others has 0.989, so only the lens of 0.995 passes.
        assertEquals(1, point.tpr().count());
        assertEquals(Math.nextUp(0.989f), point.threshold());
    }

    @Test
    void othersThatTieAtTheThresholdAllStayOut() {
        float[] others = ramp(200);
        for (int i = 190; i < 200; i++) {
            others[i] = 0.97f;
        }
        OperatingPoint point = RatePoint.at(roc(new float[] {0.96f, 0.97f, 0.98f}, others), 1e-2)
                .point()
                .orElseThrow();
        assertEquals(0, point.fpr().count());
        assertEquals(1, point.tpr().count());
    }

    @Test
    void aRateForWhichThereAreTooFewOthersHasNoValueButSaysHowManyItNeeds() {
        RatePoint rate = RatePoint.at(roc(new float[] {0.5f}, ramp(9_999)), 1e-4);
        assertTrue(rate.point().isEmpty());
        assertEquals(10_000, rate.needs());
        assertEquals(
                1, RatePoint.at(roc(new float[] {0.5f}, ramp(10_000)), 1e-4).allowed());
    }

    @Test
    void theBolognaFiguresStopBeforeTheFirstAndTheTenthFalsePositive() {
        Figures figures = Figures.of(roc(new float[] {0.85f, 0.905f, 0.915f, 0.995f}, ramp(100)), 0.5f);
        // The best of the others has 0.99, the tenth best 0.90.
        assertEquals(1, figures.tpr0().count());
        assertEquals(3, figures.tpr10().orElseThrow().count());
        assertTrue(Figures.of(roc(new float[] {0.5f}, ramp(9)), 0.5f).tpr10().isEmpty());
    }

    @Test
    void accuracyIsThatOfABalancedSetWhateverTheMixture() {
        // Three of four lenses and one of two others are right.
        Accuracy accuracy = Accuracy.at(roc(new float[] {0.4f, 0.5f, 0.8f, 0.9f}, new float[] {0.1f, 0.6f}), 0.5f);
        assertEquals((0.75 + 0.5) / 2, accuracy.accuracy().value(), EXACT);
    }

    @Test
    void theBestThresholdSeparatesWhatCanBeSeparated() {
        Roc roc = roc(new float[] {0.2f, 0.3f, 0.35f}, new float[] {0.05f, 0.1f, 0.15f});
        assertEquals(0.2f, roc.mostAccurateThreshold());
        assertEquals(1, Accuracy.at(roc, roc.mostAccurateThreshold()).accuracy().value());
    }

    @Test
    void purityFollowsFromRatesAndPrevalence() {
        // The field's own example: 60 % of the lenses at a false positive rate of 1e-3.
        List<Purity> purities = Purity.at(Share.of(600, 1000), Share.of(100, 100_000));
        assertEquals(0.375, purities.get(0).purity().value(), 5e-4);
        assertEquals(0.057, purities.get(1).purity().value(), 5e-4);
        assertEquals(0.006, purities.get(2).purity().value(), 5e-4);
        assertTrue(purities.get(0).purity().low() < 0.375
                && purities.get(0).purity().high() > 0.375);
    }

    @Test
    void purityWithoutAFalsePositiveIsOneWithALowerEndThatTheCountAllows() {
        Purity purity = Purity.at(Share.of(50, 100), Share.of(0, 1000)).get(0);
        assertEquals(1, purity.purity().value());
        assertTrue(purity.purity().low() < 0.2, "no false positive in 1,000 leaves room for 4e-3");
    }

    @Test
    void theCurveRisesFromFewFalsePositivesToAll() {
        List<Roc.Point> curve = roc(ramp(300), ramp(5000)).curve();
        for (int i = 1; i < curve.size(); i++) {
            assertTrue(curve.get(i).fpr() >= curve.get(i - 1).fpr());
            assertTrue(curve.get(i).tpr() >= curve.get(i - 1).tpr());
        }
        assertEquals(0, curve.get(0).fpr());
        assertEquals(1, curve.get(curve.size() - 1).fpr());
        assertEquals(1, curve.get(curve.size() - 1).tpr());
    }

    @Test
    void scoresThatAreMissingAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> roc(new float[0], new float[] {1}));
        assertThrows(IllegalArgumentException.class, () -> roc(new float[] {Float.NaN}, new float[] {1}));
    }

    @Test
    void aSingleLensLeavesTheAreaOpen() {
        float[] others = ramp(100);
        Estimate area = roc(new float[] {0.945f}, others).auroc();
        assertEquals(0.95, area.value(), EXACT);
        assertTrue(area.low() < 0.1 && area.high() > 0.99, area.toString());
        Estimate turned = roc(others, new float[] {0.945f}).auroc();
        assertEquals(1 - area.low(), turned.high(), 1e-9);
    }

    /** Lenses are normal about 2, others about 0: one in a hundred others scores above 2.326, and 37.2 % of the lenses do. */
    @Test
    void theIntervalWithTheThresholdCoversTheTrueRateAndTheBinomialOneDoesNot() {
        SplittableRandom random = new SplittableRandom(11);
        int rounds = 400;
        int binomial = 0;
        int withThreshold = 0;
        for (int round = 0; round < rounds; round++) {
            float[] lenses = new float[2_000];
            float[] others = new float[600];
            for (int i = 0; i < lenses.length; i++) {
                lenses[i] = (float) (2 + random.nextGaussian());
            }
            for (int i = 0; i < others.length; i++) {
                others[i] = (float) random.nextGaussian();
            }
            RatePoint rate = RatePoint.at(roc(lenses, others), 0.01);
            Share tpr = rate.point().orElseThrow().tpr();
            Estimate wide = rate.tprWithThreshold().orElseThrow();
            assertEquals(tpr.value(), wide.value(), EXACT);
            binomial += tpr.low() <= 0.3721 && 0.3721 <= tpr.high() ? 1 : 0;
            withThreshold += wide.low() <= 0.3721 && 0.3721 <= wide.high() ? 1 : 0;
        }
        assertTrue(withThreshold >= 0.94 * rounds, "covers " + withThreshold + " of " + rounds);
        assertTrue(binomial < 0.5 * rounds, "the binomial one covers " + binomial + " of " + rounds);
    }

    @Test
    void aThresholdThatRestsOnOneFalsePositiveIsNotBoundedFromAbove() {
        RatePoint rate = RatePoint.at(roc(ramp(200), ramp(100)), 0.01);
        assertEquals(1, rate.allowed());
        assertEquals(0, rate.tprWithThreshold().orElseThrow().low());
        assertTrue(rate.point().orElseThrow().tpr().low() > 0);
    }

    @Test
    void countsOfRareThingsHaveTheirPoissonQuantiles() {
        assertEquals(0, ThresholdInterval.poissonQuantile(1, 0.025));
        assertEquals(3, ThresholdInterval.poissonQuantile(1, 0.975));
        assertEquals(4, ThresholdInterval.poissonQuantile(10, 0.025));
        assertEquals(17, ThresholdInterval.poissonQuantile(10, 0.975));
        assertEquals(938, ThresholdInterval.poissonQuantile(1_000, 0.025), 1);
    }
}

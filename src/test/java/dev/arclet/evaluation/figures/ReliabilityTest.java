package dev.arclet.evaluation.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReliabilityTest {
    @Test
    void theErrorIsTheMeanDistanceOfBinsFromTheirShareOfLenses() {
        double[] probabilities = {0.02, 0.04, 0.5, 0.5, 0.99};
        boolean[] lens = {false, false, true, true, true};
        Reliability reliability = Reliability.of(probabilities, lens);
        // Two with a mean of 0.03 and no lens, two of 0.5 that are both lenses, one of 0.99 that is.
        assertEquals((2 * 0.03 + 2 * 0.5 + 0.01) / 5, reliability.error().value(), 1e-12);
        assertEquals(3, reliability.bins().size());
        assertEquals(0.03, reliability.bins().get(0).meanProbability(), 1e-12);
        assertEquals(2, reliability.bins().get(1).lenses().count());
        assertEquals(14 / 15.0, reliability.bins().get(2).from(), 1e-12);
    }

    @Test
    void probabilitiesThatMeanWhatTheySayHaveHardlyAnErrorAndOthersTheirOwn() {
        SplittableRandom random = new SplittableRandom(5);
        double[] honest = new double[20_000];
        double[] boasting = new double[honest.length];
        boolean[] lens = new boolean[honest.length];
        for (int i = 0; i < honest.length; i++) {
            honest[i] = random.nextDouble();
            lens[i] = random.nextDouble() < honest[i];
            boasting[i] = Math.min(1, honest[i] + 0.1);
        }
        assertTrue(Reliability.of(honest, lens).error().value() < 0.015);
        Estimate error = Reliability.of(boasting, lens).error();
        assertEquals(0.095, error.value(), 0.01);
        assertTrue(error.low() < error.value() && error.high() - error.low() < 0.03);
    }

    @Test
    void certaintyBelongsToTheLastBin() {
        Reliability reliability = Reliability.of(new double[] {1}, new boolean[] {true});
        assertEquals(1, reliability.bins().get(0).to(), 1e-12);
        assertEquals(0, reliability.error().value());
    }

    @Test
    void rareLensesWhoseProbabilitiesAreWrongShowOnlyInTheBalancedError() {
        double[] lenses = new double[100];
        double[] others = new double[99_900];
        Arrays.fill(lenses, 0.02);
        Arrays.fill(others, 0.001);
        double[] all = Arrays.copyOf(lenses, lenses.length + others.length);
        System.arraycopy(others, 0, all, lenses.length, others.length);
        boolean[] lens = new boolean[all.length];
        Arrays.fill(lens, 0, lenses.length, true);
        assertTrue(Reliability.of(all, lens).error().value() < 0.001);
        // Every lens gets 0.02: half of all has a gap of 0.98, and the others' of 0.001 goes against it.
        Estimate error = Reliability.balancedError(lenses, others);
        assertEquals((0.98 - 0.001) / 2, error.value(), 1e-9);
        double[] right = new double[1_000];
        Arrays.fill(right, 0.999);
        assertEquals(0.001, Reliability.balancedError(right, others).value(), 1e-9);
    }
}

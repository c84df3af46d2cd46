package dev.arclet.evaluation.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
}

package dev.arclet.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuspicionTest {
    private final Suspicion suspicion = new Suspicion();
    private final Steadiness steadiness = new Steadiness();

    @Test
    void threeFailuresOnASteadyWorkerAreProof() {
        suspicion.charge(steadiness.chanceOfFailure());
        suspicion.charge(steadiness.chanceOfFailure());
        assertFalse(suspicion.isProven());
        suspicion.charge(steadiness.chanceOfFailure());

        assertTrue(suspicion.isProven());
        assertEquals(3, suspicion.charges());
    }

    @Test
    void noNumberOfFailuresOnAWorkerThatAlwaysFailsIsProof() {
        for (int i = 0; i < 200; i++) {
            steadiness.failed();
        }
        for (int i = 0; i < 20; i++) {
            suspicion.charge(steadiness.chanceOfFailure());
        }

        assertFalse(suspicion.isProven());
    }

    @Test
    void aWorkerThatHasRecoveredIsBelievedAgain() {
        for (int i = 0; i < 200; i++) {
            steadiness.failed();
        }
        for (int i = 0; i < 200; i++) {
            steadiness.succeeded();
        }

        assertEquals(0.005, steadiness.chanceOfFailure());
    }

    /** Each picture is tried until it is scored or proven bad; after each failure the worker is shown another picture. */
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.2, 0.5, 0.8})
    void aGoodPictureIsHardlyEverBlamedForAWorkerThatFailsByChance(double chance) {
        SplittableRandom random = new SplittableRandom(11);
        int blamed = 0;
        for (int picture = 0; picture < 200_000; picture++) {
            Suspicion open = new Suspicion();
            while (!open.isProven() && random.nextDouble() < chance) {
                note(open.charges() == 0, false);
                boolean scoresAnother = random.nextDouble() >= chance;
                note(true, scoresAnother);
                if (scoresAnother) {
                    open.charge(steadiness.chanceOfFailure());
                }
            }
            blamed += open.isProven() ? 1 : 0;
            note(!open.isProven(), true);
        }

        assertTrue(blamed <= 2, blamed + " of 200,000 good pictures were blamed");
    }

    private void note(boolean counts, boolean scored) {
        if (counts && scored) {
            steadiness.succeeded();
        } else if (counts) {
            steadiness.failed();
        }
    }
}

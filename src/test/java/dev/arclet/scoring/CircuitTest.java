package dev.arclet.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitTest {
    private static final long MS = 1_000_000;

    private final Circuit circuit = new Circuit(3, Duration.ofMillis(10), Duration.ofMillis(35));

    @Test
    void threeFailuresInARowTakeAWorkerOut() {
        assertFalse(circuit.failed(0));
        assertFalse(circuit.failed(0));
        assertTrue(circuit.failed(5 * MS));

        assertFalse(circuit.inService());
        assertEquals(10 * MS, circuit.nanosToTrial(5 * MS));
        assertEquals(20 * MS, circuit.nanosOut(25 * MS));
    }

    @Test
    void aWorkerThatIsGoneIsOutAtOnce() {
        assertTrue(circuit.lost(0));
        assertFalse(circuit.inService());
        assertEquals(10 * MS, circuit.nanosToTrial(0));

        assertFalse(circuit.lost(0), "it is out already");
        assertEquals(20 * MS, circuit.nanosToTrial(0));
    }

    @Test
    void aSuccessBetweenFailuresForgivesThem() {
        circuit.failed(0);
        circuit.failed(0);
        assertFalse(circuit.succeeded());
        circuit.failed(0);

        assertTrue(circuit.inService());
    }

    @Test
    void everyTrialThatFailsDoublesThePauseUpToTheLongest() {
        takeOut();
        circuit.failed(0);
        assertEquals(20 * MS, circuit.nanosToTrial(0));
        circuit.failed(0);
        assertEquals(35 * MS, circuit.nanosToTrial(0));
        circuit.failed(0);
        assertEquals(35 * MS, circuit.nanosToTrial(0));
    }

    @Test
    void aTrialThatSucceedsBringsItBackAndTheNextPauseIsShortAgain() {
        takeOut();
        circuit.failed(0);
        assertTrue(circuit.succeeded());
        assertTrue(circuit.inService());
        assertEquals(0, circuit.nanosOut(99 * MS));

        takeOut();
        assertEquals(10 * MS, circuit.nanosToTrial(0));
    }

    private void takeOut() {
        for (int i = 0; i < 3; i++) {
            circuit.failed(0);
        }
    }
}

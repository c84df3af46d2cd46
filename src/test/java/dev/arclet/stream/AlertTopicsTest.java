package dev.arclet.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AlertTopicsTest {
    private static final AlertTopics RUBIN = new AlertTopics("lsst-alerts-v*");

    @Test
    void aNameIsThatTopicOnly() {
        AlertTopics one = new AlertTopics("lsst.alerts");

        assertFalse(one.isPattern());
        assertTrue(one.contain("lsst.alerts"));
        assertFalse(one.contain("lsst-alerts"));
    }

    @Test
    void aPatternTakesTheTopicsOfAllVersions() {
        assertEquals(
                List.of("lsst-alerts-v10.0", "lsst-alerts-v11_1", "lsst-alerts-v9"),
                RUBIN.among(List.of("lsst-alerts-v9", "lens-scores", "lsst-alerts-v11_1", "lsst-alerts-v10.0")));
    }

    /** Which is what makes the topics of a run of its own, and all that Kafka Streams makes, invisible to the live stream. */
    @Test
    void aStarNeverStandsForAHyphen() {
        assertFalse(RUBIN.contain("lsst-alerts-v10.0-again"));
        assertFalse(RUBIN.contain("lsst-alerts-v10.0-dead-letters"));
        assertTrue(new AlertTopics("lsst-alerts-v*-again").contain("lsst-alerts-v10.0-again"));
    }

    @Test
    void aDotInAPatternIsADot() {
        assertFalse(new AlertTopics("lsst.alerts.*").contain("lsst_alerts_10"));
    }
}

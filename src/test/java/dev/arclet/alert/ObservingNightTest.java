package dev.arclet.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ObservingNightTest {

    @Test
    void anExposureAfterMidnightUtcBelongsToTheNightOfTheDayBefore() {
        assertEquals("20261123", nightOf("2026-11-23T23:50:00Z"));
        assertEquals("20261123", nightOf("2026-11-24T00:10:00Z"));
        assertEquals("20261123", nightOf("2026-11-24T09:00:00Z"));
    }

    @Test
    void aNightChangesAtNoonInChileInSummerAndWinterAlike() {
        assertEquals("20261123", nightOf("2026-11-24T14:59:59Z"));
        assertEquals("20261124", nightOf("2026-11-24T15:00:00Z"));
        assertEquals("20260620", nightOf("2026-06-21T15:59:59Z"));
        assertEquals("20260621", nightOf("2026-06-21T16:00:00Z"));
    }

    @Test
    void whatIsWrittenIsReadBack() {
        assertEquals(
                ObservingNight.ofMillis(Instant.parse("2026-11-24T00:10:00Z").toEpochMilli()),
                ObservingNight.parse("20261123"));
    }

    /** Rubin's visit numbers begin with the observatory's own date of the night. */
    @Test
    void realVisitsAreOfTheNightThatTheirNumbersSay() throws Exception {
        AlertDecoder decoder = new AlertDecoder(
                SurveyProfiles.load(SurveyProfiles.SHIPPED), new FolderSchemas(SharedFiles.path("schemas/lsst")));
        int checked = 0;
        for (Path file : SharedFiles.files("alerts/lsst/v10_0")) {
            Alert alert = decoder.decode(Files.readAllBytes(file));
            assertEquals(
                    Long.toString(alert.visit()).substring(0, 8),
                    ObservingNight.of(alert.midpointMjdTai()).toString(),
                    file.toString());
            checked++;
        }
        assertTrue(checked > 10);
    }

    /** Packets may say anything; every one of them is counted in some night. */
    @Test
    void nonsenseHasANightToo() {
        double[] moments = {4.05e6 * 365, -1e9, 1e300, -1e300, Double.NaN, Double.POSITIVE_INFINITY};
        for (double mjd : moments) {
            ObservingNight night = ObservingNight.of(mjd);
            assertEquals(night, ObservingNight.parse(night.toString()), "MJD " + mjd);
        }
    }

    private static String nightOf(String utc) {
        return ObservingNight.of(ObservingNight.mjdTai(Instant.parse(utc))).toString();
    }
}

package dev.arclet.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurveyProfileTest {
    private static final String SMALL = """
            survey: small
            schemaNames: small.alert
            pixelScale: 1
            sourceId: id
            band: filter
            position: {ra: ra, dec: dec}
            cutouts: {science: image}
            """;

    @Test
    void theShippedProfilesRecogniseTheirSurveysSchemas() throws Exception {
        SurveyProfile lsst = SurveyProfiles.load("lsst");
        SurveyProfile ztf = SurveyProfiles.load("ztf");

        for (String name : List.of("lsst.v7_1.alert", "lsst.v11_1.alert", "dev.arclet.record.SimulatedAlert")) {
            assertTrue(lsst.recognises(name), name);
            assertFalse(ztf.recognises(name), name);
        }
        assertTrue(ztf.recognises("ztf.alert"));
        assertFalse(ztf.recognises("ztf.alert.candidate"));
        assertFalse(lsst.recognises("lsstXv7_1.alert"));
    }

    @Test
    void aProfileOfTheUsersOwnIsReadFromItsFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("small.yaml"), SMALL);

        SurveyProfile profile = SurveyProfiles.load(file.toString());

        assertEquals("small", profile.name());
        assertEquals(List.of("ra"), profile.position().ra());
        assertEquals(List.of(), profile.objectId());
    }

    @Test
    void aMissingFileSaysWhatCouldBeGiven() {
        SurveyProfileException e =
                assertThrows(SurveyProfileException.class, () -> SurveyProfiles.load(List.of("lsst", "atlas.yaml")));

        assertEquals(List.of("survey profile atlas.yaml is not there; give lsst, ztf or a .yaml file"), e.mistakes());
    }

    @Test
    void allMistakesAreReportedTogetherEachWithItsPlaceAndTheWayOut() {
        SurveyProfileException e =
                assertThrows(SurveyProfileException.class, () -> ProfileReader.read("""
                        survey: broken
                        schemaNames: []
                        pixelScale: wide
                        band: {field: "a..b", nmes: {1: g}}
                        postion: {ra: ra, dec: dec}
                        time: {field: jd, scale: jd}
                        solarSystemId: {field: name, within: 5}
                        quality: {signal to noise: snr}
                        cutouts: {sience: image}
                        noValue: nothing
                        """, "broken.yaml"));

        assertEquals(
                List.of(
                        "broken.yaml: postion is no setting of a survey profile; give one of survey, schemaNames,"
                                + " pixelScale, sourceId, objectId, solarSystemId, band, visit, time, position,"
                                + " objectPosition, quality, cutouts, noValue",
                        "broken.yaml: schemaNames is []; give a text or a list of texts",
                        "broken.yaml: pixelScale is \"wide\"; give a number from 0.001 to 60.0",
                        "broken.yaml: sourceId is missing; give a field's path such as candidate.ra, or a list of"
                                + " alternatives",
                        "broken.yaml: solarSystemId.within is 5; give a group of field, max",
                        "broken.yaml: band.nmes is no setting of a survey profile; give one of field, names",
                        "broken.yaml: band.field is \"a..b\"; give a field's path such as candidate.ra, or a list of"
                                + " alternatives",
                        "broken.yaml: time.scale is \"jd\"; give one of mjd-tai, mjd-utc, jd-tai, jd-utc,"
                                + " unix-seconds, unix-millis, unix-micros",
                        "broken.yaml: position is missing; give a group of ra, dec",
                        "broken.yaml: quality.signal to noise is a name that accept rules can't use; give letters,"
                                + " digits and _",
                        "broken.yaml: cutouts.sience is no setting of a survey profile; give one of science,"
                                + " template, difference",
                        "broken.yaml: noValue is \"nothing\"; give a number or a list of numbers"),
                e.mistakes());
    }

    @Test
    void textThatIsNoYamlAndAnEmptyFileAreRefused() {
        assertMistake("x.yaml is no YAML", "survey: [");
        assertMistake("x.yaml is empty or no list of settings", "");
        assertMistake("Duplicate field 'survey'", SMALL + "survey: twice\n");
    }

    private static void assertMistake(String expected, String yaml) {
        SurveyProfileException e = assertThrows(SurveyProfileException.class, () -> ProfileReader.read(yaml, "x.yaml"));
        assertTrue(e.getMessage().contains(expected), e.getMessage());
    }

    @Test
    void timesOfAllScalesMeanTheSameMoment() {
        // 2019-01-01 00:00:00 UTC: MJD 58484, Unix 1546300800; TAI is 37 s ahead.
        double expected = 58484 + 37 / 86400.0;

        assertEquals(expected, TimeScale.MJD_TAI.toMjdTai(expected));
        assertEquals(expected, TimeScale.MJD_UTC.toMjdTai(58484), 1e-10);
        assertEquals(expected, TimeScale.JD_UTC.toMjdTai(2458484.5), 1e-10);
        assertEquals(expected, TimeScale.JD_TAI.toMjdTai(2458484.5 + 37 / 86400.0), 1e-8);
        assertEquals(expected, TimeScale.UNIX_SECONDS.toMjdTai(1546300800L), 1e-10);
        assertEquals(expected, TimeScale.UNIX_MILLIS.toMjdTai(1546300800_000L), 1e-10);
        assertEquals(expected, TimeScale.UNIX_MICROS.toMjdTai(1546300800_000_000L), 1e-10);
    }
}

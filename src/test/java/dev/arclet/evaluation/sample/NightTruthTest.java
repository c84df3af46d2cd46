package dev.arclet.evaluation.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightTruthTest {
    @TempDir
    private Path folder;

    private NightTruth read(String... lines) throws IOException {
        return NightTruth.read(Files.write(folder.resolve("truth.csv"), List.of(lines)));
    }

    @Test
    void alertsAndTheirObjectsAreFoundByTheirIds() throws IOException {
        NightTruth truth = read(
                "band,label,diaSourceId,diaObjectId,kind,einstein_radius,snr,delay_days",
                "i,1,11,5,lens,1.250,8.5,12",
                "r,1,12,5,lens,1.250,20.25,12",
                "g,0,13,,moving,,7,");
        assertEquals(OptionalDouble.of(8.5), truth.ofSource(11).orElseThrow().snr());
        Specimen object = truth.ofObject("5").orElseThrow();
        assertEquals(Label.LENS, object.label());
        assertEquals(OptionalDouble.of(20.25), object.snr(), "the clearest of its alerts");
        assertEquals(OptionalDouble.of(1.25), object.einsteinRadius());
        assertEquals("moving", truth.ofSource(13).orElseThrow().kind());
        assertTrue(truth.ofSource(14).isEmpty());
    }

    @Test
    void aListOfObjectsOfAnySurveyWillDo() throws IOException {
        NightTruth truth = read("objectId,label", "ZTF18abcd,1", "ZTF19wxyz,0");
        assertEquals(Label.LENS, truth.ofObject("ZTF18abcd").orElseThrow().label());
        assertEquals(Label.OTHER, truth.ofObject("ZTF19wxyz").orElseThrow().label());
    }

    @Test
    void aRowThatKnowsOutranksOneThatDoesNotWhateverTheirOrder() throws IOException {
        for (String[] rows : new String[][] {{"A,-1,,", "A,1,lens,1.5"}, {"A,1,lens,1.5", "A,-1,,"}}) {
            NightTruth truth = read("objectId,label,kind,einstein_radius", rows[0], rows[1]);
            Specimen object = truth.ofObject("A").orElseThrow();
            assertEquals(Label.LENS, object.label());
            assertEquals("lens", object.kind());
            assertEquals(OptionalDouble.of(1.5), object.einsteinRadius());
        }
    }

    @Test
    void rowsThatContradictEachOtherAreRefused() {
        String ofObject = assertThrows(
                        BadSampleException.class, () -> read("objectId,label", "A,1", "B,0", "C,-1", "A,0"))
                .getMessage();
        assertTrue(ofObject.contains("rows 2 and 5: A has the labels 1 and 0; give it one"), ofObject);
        String ofAlert = assertThrows(BadSampleException.class, () -> read("sourceId,label", "7,0", "7,1"))
                .getMessage();
        assertTrue(ofAlert.contains("rows 2 and 3: 7 has the labels 0 and 1; give it one"), ofAlert);
    }

    @Test
    void whatMetNoAlertIsCounted() throws IOException {
        NightTruth truth = read("objectId,sourceId,label", "A,1,1", "A,2,1", "B,3,0", ",4,0", ",5,0");
        assertEquals(4, truth.size());
        assertEquals(2, truth.notAmong(Set.of("A", "Z"), Set.of(1L, 5L)));
    }

    @Test
    void aRowThatEndsEarlyIsNotTakenForATableWithoutLabels() {
        String message = assertThrows(BadSampleException.class, () -> read("objectId,kind,label", "A,ring,0", "B,ring"))
                .getMessage();
        assertTrue(message.endsWith("row 3 has 2 of 3 cells and no label; give 1, 0 or -1"), message);
    }

    @Test
    void whatATableLacksIsNamed() {
        String noLabel = assertThrows(BadSampleException.class, () -> read("objectId,class", "A,1"))
                .getMessage();
        assertTrue(noLabel.contains("truth.csv has the columns [objectId, class]; give one named label"), noLabel);
        String noId = assertThrows(BadSampleException.class, () -> read("name,label", "A,1"))
                .getMessage();
        assertTrue(noId.contains("truth.csv, row 2: there is neither diaSourceId nor diaObjectId; give one"), noId);
        String tooMany = assertThrows(BadSampleException.class, () -> read("objectId,label", "A,1", "B,1,2,3"))
                .getMessage();
        assertTrue(tooMany.contains("truth.csv: row 3 can't be read"), tooMany);
        String badNumber = assertThrows(BadSampleException.class, () -> read("objectId,label,snr", "A,1,bright"))
                .getMessage();
        assertTrue(badNumber.contains("row 2: snr is bright; give a number"), badNumber);
    }
}

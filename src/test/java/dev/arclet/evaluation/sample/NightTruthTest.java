package dev.arclet.evaluation.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
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

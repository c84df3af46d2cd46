package dev.arclet.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.picture.Grid;
import dev.arclet.picture.Recipe;
import dev.arclet.picture.Stretch;
import dev.arclet.picture.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelBundleTest {
    private static final byte[] NETWORK = {1};
    private static final String GOOD = """
            name: arclet-s
            version: "1.0"
            view: object
            channels: [i, r, g]
            size: 40
            fieldOfView: 6.0          # arcsec
            stretch: {clipLow: 0.5, clipHigh: 99.5, softening: 0.02}
            input: pictures
            output: score
            threshold: 0.9            # on the score
            calibration: {slope: 1.5, intercept: -6.9, prevalence: 0.001}
            """;

    @TempDir
    Path folder;

    @Test
    void aBundleSaysWhatItsDescriptionSays() {
        ModelBundle bundle = load(GOOD);

        assertEquals("arclet-s", bundle.name());
        assertEquals("1.0", bundle.version());
        assertEquals(
                new Recipe(View.OBJECT, List.of("i", "r", "g"), new Grid(40, 6), new Stretch(0.5, 99.5, 0.02)),
                bundle.recipe());
        assertEquals(3 * 40 * 40, bundle.pictureLength());
        assertEquals("pictures", bundle.input());
        assertEquals("score", bundle.output());
        assertEquals(new Calibration(1.5, -6.9, 0.001), bundle.calibration());
        assertTrue(bundle.isCandidate(0.9f));
        assertFalse(bundle.isCandidate(0.89f));
    }

    @Test
    void allMistakesAreReportedTogether() {
        BadModelException e = assertThrows(BadModelException.class, () -> load("""
                        name: ""
                        version: 1.10
                        view: sky
                        channels: []
                        size: 0
                        fieldOfView: wide
                        stretch: {clipLow: -1, clipHigh: 99.5, softnening: 0.02}
                        output: score
                        threshold: 90
                        calibration: {slope: 0, intercept: -6.9, prevalence: 0.001}
                        """));

        String file = folder + "/model.yaml: ";
        assertEquals(
                List.of(
                        file + "name is \"\"; give the model's name, such as arclet-s",
                        file + "version is 1.1; give the model's version, such as \"1.0\", in quotes",
                        file + "view is sky; give object or alert",
                        file + "channels is []; give a list of names, such as [i, r, g]",
                        file + "size is 0; give a whole number from 1 to 1024",
                        file + "fieldOfView is \"wide\"; give arcseconds, up to 3600",
                        file + "stretch.clipLow is -1; give a percentile from 0 to 100",
                        file + "stretch.softening is missing; give more than 0",
                        file
                                + "stretch.softnening is not a key here; remove it, or write one of [clipHigh, clipLow, softening]",
                        file + "input is missing; give the name of the network's input, such as pictures",
                        file + "threshold is 90; give a score from 0 to 1",
                        file + "calibration.slope is 0; give more than 0"),
                e.problems());
    }

    @Test
    void channelsThatTheViewDoesNotHaveAreReported() {
        BadModelException e = assertThrows(BadModelException.class, () -> load(GOOD.replace("object", "alert")));

        assertEquals(
                folder + "/model.yaml: recipe channel is i; the alert view has template, science and difference",
                e.getMessage());
    }

    @Test
    void aKeyThatIsThereTwiceIsReportedWithItsLine() {
        BadModelException e = assertThrows(BadModelException.class, () -> load(GOOD + "size: 41\n"));

        assertEquals(folder + "/model.yaml is not YAML: Duplicate field 'size' (line 12)", e.getMessage());
    }

    @Test
    void missingFilesAreNamed() throws IOException {
        Files.createDirectories(folder);

        BadModelException e = assertThrows(BadModelException.class, () -> ModelBundle.load(folder));

        assertEquals(
                List.of(
                        folder + "/model.onnx is missing; put the exported network there",
                        folder + "/model.yaml is missing; describe the network there"),
                e.problems());
    }

    @Test
    void aPathThatIsNoFolderIsNamed() {
        Path nowhere = folder.resolve("nowhere");

        BadModelException e = assertThrows(BadModelException.class, () -> ModelBundle.load(nowhere));

        assertEquals(
                nowhere + " is not a folder; give the folder that holds model.onnx and model.yaml", e.getMessage());
    }

    @Test
    void anEmptyDescriptionIsReported() {
        BadModelException e = assertThrows(BadModelException.class, () -> load(""));

        assertEquals(folder + "/model.yaml holds no keys; give name, version, view and the others", e.getMessage());
    }

    private ModelBundle load(String description) {
        TestBundles.writeFiles(folder, description, NETWORK);
        return ModelBundle.load(folder);
    }
}

package dev.arclet.scoring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.picture.View;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalWorkerTest {
    private static final List<String> BANDS = List.of("i", "r", "g");
    private static final int SIZE = 12;
    private static final LocalWorker.Options UP_TO_16 = new LocalWorker.Options(2, 16, false);

    @TempDir
    Path folder;

    @Test
    void theScoreIsWhatTheNetworkComputes() throws WorkerException {
        try (Worker worker = open(OnnxModels.mean(3, SIZE))) {
            float[] picture = new float[3 * SIZE * SIZE];
            Arrays.fill(picture, 0.3f);

            assertEquals(1 / (1 + Math.exp(-0.3)), score(worker, List.of(picture))[0], 1e-6);
        }
    }

    @Test
    void aScoreDoesNotDependOnTheBatchThatThePictureWasIn() throws WorkerException {
        List<float[]> pictures = randomPictures(7);
        try (Worker worker = open(OnnxModels.convolution(3, SIZE, 16))) {
            float[] together = score(worker, pictures);

            for (int i = 0; i < pictures.size(); i++) {
                assertEquals(together[i], score(worker, List.of(pictures.get(i)))[0], 1e-6f);
            }
            assertEquals(7, distinct(together), "the network tells the pictures apart");
        }
    }

    @Test
    void aBatchLeavesNothingBehindForTheNextOne() throws WorkerException {
        List<float[]> pictures = randomPictures(9);
        try (Worker worker = open(OnnxModels.convolution(3, SIZE, 8))) {
            float[] before = score(worker, pictures.subList(0, 2));
            score(worker, pictures.subList(2, 9));

            assertArrayEquals(before, score(worker, pictures.subList(0, 2)));
        }
    }

    @Test
    void aPictureWithoutAScoreLeavesTheOthersAlone() throws WorkerException {
        float[] dark = new float[3 * SIZE * SIZE];
        Arrays.fill(dark, -3);
        float[] blank = new float[3 * SIZE * SIZE];
        try (Worker worker = open(OnnxModels.nanForDark(3, SIZE))) {
            assertArrayEquals(new float[] {0.5f, Float.NaN, 0.5f}, score(worker, List.of(blank, dark, blank)), 1e-6f);
        }
    }

    @Test
    void theNetworksShapeIsHeldAgainstTheBundle() {
        BadModelException e = assertThrows(BadModelException.class, () -> open(OnnxModels.mean(3, SIZE + 1)));

        assertEquals(
                folder.resolve("model")
                        + "/model.onnx takes float [N, 3, 13, 13], but model.yaml says float [N, 3, 12, 12] "
                        + "with N free; correct model.yaml or export the network again",
                e.getMessage());
    }

    @Test
    void aNetworkThatTakesOneBatchSizeOnlyIsRefused() {
        BadModelException e = assertThrows(BadModelException.class, () -> open(OnnxModels.fixedBatch(4, 3, SIZE)));

        assertEquals(2, e.problems().size());
        assertTrue(e.problems().get(0).contains("takes float [4, 3, 12, 12]"), e.getMessage());
        assertTrue(e.problems().get(1).contains("gives float [4, 1]"), e.getMessage());
    }

    @Test
    void aNetworkWithTwoClassesIsRefused() {
        BadModelException e = assertThrows(BadModelException.class, () -> open(OnnxModels.twoClasses(3, SIZE)));

        assertTrue(e.getMessage().contains("gives float [N, 2], but a score a picture is float [N] or [N, 1]"));
    }

    @Test
    void anInputOfAnotherNameIsNamed() {
        String description =
                TestBundles.description("model", View.OBJECT, BANDS, SIZE).replace("input: pictures", "input: images");
        TestBundles.writeFiles(folder.resolve("model"), description, OnnxModels.mean(3, SIZE));
        ModelBundle bundle = ModelBundle.load(folder.resolve("model"));

        BadModelException e = assertThrows(BadModelException.class, () -> LocalWorker.open("cpu", bundle, UP_TO_16));

        assertTrue(e.getMessage().endsWith("input is images, but model.onnx has [pictures]; give one of these"));
    }

    @Test
    void aFileThatIsNoNetworkIsRefused() {
        BadModelException e =
                assertThrows(BadModelException.class, () -> open("not a network".getBytes(StandardCharsets.UTF_8)));

        assertTrue(e.getMessage().contains("model.onnx is not a network that ONNX Runtime reads: "), e.getMessage());
    }

    @Test
    void aNetworkWithoutItsSigmoidIsRefused() {
        WorkerException e = assertThrows(WorkerException.class, () -> open(OnnxModels.withoutSigmoid(3, SIZE)));

        assertTrue(e.getMessage().contains("a blank picture the score 2.0"), e.getMessage());
    }

    private Worker open(byte[] network) throws WorkerException {
        ModelBundle bundle = TestBundles.write(folder.resolve("model"), View.OBJECT, BANDS, SIZE, network);
        return LocalWorker.open("cpu", bundle, UP_TO_16);
    }

    private static float[] score(Worker worker, List<float[]> pictures) throws WorkerException {
        float[] scores = new float[pictures.size()];
        worker.score(new PictureBatch(pictures), scores);
        return scores;
    }

    private static long distinct(float[] values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> values[i])
                .distinct()
                .count();
    }

    private static List<float[]> randomPictures(int count) {
        SplittableRandom random = new SplittableRandom(7);
        return Stream.generate(() -> randomPicture(random)).limit(count).toList();
    }

    private static float[] randomPicture(SplittableRandom random) {
        float[] picture = new float[3 * SIZE * SIZE];
        for (int i = 0; i < picture.length; i++) {
            picture[i] = (float) random.nextDouble(-1, 1);
        }
        return picture;
    }
}

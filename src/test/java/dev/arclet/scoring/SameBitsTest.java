package dev.arclet.scoring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.picture.View;
import dev.arclet.scoring.LocalWorker.Options;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes reprocessing repeatable: a picture's score does not depend on who else is in its batch, nor on the threads. */
class SameBitsTest {
    private static final int PICTURES = 66;
    private static final List<String> CHANNELS = List.of("i", "r", "g");
    private static final int SIZE = 30;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"convolution", "quantized", "dense"})
    void aScoreIsTheSameInEveryBatchAndWithAnyThreads(String network) throws Exception {
        requireSameBits(bundle(network));
    }

    @Test
    void soItIsWithTheModelThatShips() throws Exception {
        requireSameBits(Models.shipped().find("arclet-s"));
    }

    private ModelBundle bundle(String network) {
        byte[] onnx = switch (network) {
            case "convolution" -> OnnxModels.convolution(CHANNELS.size(), SIZE, 24);
            case "quantized" -> OnnxModels.quantizedConvolution(CHANNELS.size(), SIZE, 24);
            default -> OnnxModels.dense(CHANNELS.size(), SIZE, 48);
        };
        return TestBundles.write(folder.resolve(network), View.OBJECT, CHANNELS, SIZE, onnx);
    }

    private static void requireSameBits(ModelBundle bundle) throws WorkerException {
        List<float[]> pictures = pictures(bundle.pictureLength());
        float[] alone = scores(bundle, pictures, 1, 1);
        assertTrue(Arrays.stream(toDoubles(alone)).distinct().count() > PICTURES / 2, "the scores tell nothing apart");
        for (int threads : new int[] {1, 2}) {
            for (int batch : new int[] {1, 2, 3, 7, 16, 33, 64}) {
                assertArrayEquals(
                        alone, scores(bundle, pictures, threads, batch), threads + " threads, batches of " + batch);
            }
        }
    }

    private static float[] scores(ModelBundle bundle, List<float[]> pictures, int threads, int batch)
            throws WorkerException {
        float[] all = new float[pictures.size()];
        try (LocalWorker worker = LocalWorker.open("cpu", bundle, new Options(threads, 64, false))) {
            for (int from = 0; from < pictures.size(); from += batch) {
                int to = Math.min(pictures.size(), from + batch);
                float[] some = new float[to - from];
                worker.score(new PictureBatch(pictures.subList(from, to)), some);
                System.arraycopy(some, 0, all, from, some.length);
            }
        }
        return all;
    }

    private static List<float[]> pictures(int length) {
        SplittableRandom random = new SplittableRandom(7);
        List<float[]> pictures = new ArrayList<>();
        for (int i = 0; i < PICTURES; i++) {
            float[] picture = new float[length];
            float level = random.nextFloat();
            for (int j = 0; j < length; j++) {
                picture[j] = level * random.nextFloat();
            }
            pictures.add(picture);
        }
        return pictures;
    }

    private static double[] toDoubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}

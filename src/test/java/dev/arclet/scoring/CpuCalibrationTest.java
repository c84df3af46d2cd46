package dev.arclet.scoring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.picture.View;
import dev.arclet.scoring.CpuCalibration.Figure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuCalibrationTest {
    private static final int SIZE = 16;

    @TempDir
    Path folder;

    @Test
    void theHighestRateWins() {
        Figure many = new Figure(4, 1, 1000, 8);
        Figure wide = new Figure(1, 4, 700, 2);

        assertEquals(many, CpuCalibration.best(List.of(many, wide)));
    }

    @Test
    void whereRatesAreEqualTheQuickestSinglePictureWins() {
        Figure many = new Figure(4, 1, 1000, 8);
        Figure between = new Figure(2, 2, 980, 4);
        Figure wide = new Figure(1, 4, 940, 2);

        assertEquals(between, CpuCalibration.best(List.of(many, between, wide)));
    }

    @Test
    void noWayTakesMoreProcessorsThanThereAre() {
        for (int processors : new int[] {1, 2, 3, 6, 64, 200}) {
            for (CpuCalibration.Split candidate : CpuCalibration.candidates(processors)) {
                assertTrue(candidate.sessions() * candidate.threads() <= processors, processors + " processors");
                assertTrue(candidate.sessions() >= 1 && candidate.sessions() <= 64, candidate.sessions() + " sessions");
            }
        }
        assertEquals(1, CpuCalibration.candidates(1).size());
    }

    @Test
    void theScoresAreTheSameHoweverTheProcessorsAreUsed() throws WorkerException {
        ModelBundle bundle = TestBundles.write(
                folder.resolve("model"),
                View.OBJECT,
                List.of("i", "r", "g"),
                SIZE,
                OnnxModels.convolution(3, SIZE, 16));

        Figure chosen = CpuCalibration.choose(bundle, 8, 2, Duration.ofMillis(200));

        assertEquals(2, chosen.sessions() * chosen.threads());
        assertTrue(chosen.picturesPerSecond() > 0 && chosen.singleMillis() > 0, chosen.toString());
        assertArrayEquals(scores(bundle, 1), scores(bundle, 2), 1e-6f);
    }

    private static float[] scores(ModelBundle bundle, int threads) throws WorkerException {
        SplittableRandom random = new SplittableRandom(5);
        List<float[]> pictures = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            float[] picture = new float[bundle.pictureLength()];
            for (int j = 0; j < picture.length; j++) {
                picture[j] = (float) random.nextDouble(-1, 1);
            }
            pictures.add(picture);
        }
        float[] scores = new float[5];
        try (LocalWorker worker = LocalWorker.open("cpu", bundle, new LocalWorker.Options(threads, 8, false))) {
            worker.score(new PictureBatch(pictures), scores);
        }
        return scores;
    }
}

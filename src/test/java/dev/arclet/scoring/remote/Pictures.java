package dev.arclet.scoring.remote;

import dev.arclet.scoring.PictureBatch;
import dev.arclet.scoring.Worker;
import dev.arclet.scoring.WorkerException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Pictures for tests. */
final class Pictures {
    private Pictures() {}

    /** Random numbers from -1 to 1. */
    static List<float[]> random(int count, int length) {
        SplittableRandom random = new SplittableRandom(11);
        return Stream.generate(() -> random(random, length)).limit(count).toList();
    }

    private static float[] random(SplittableRandom random, int length) {
        float[] picture = new float[length];
        for (int i = 0; i < length; i++) {
            picture[i] = (float) random.nextDouble(-1, 1);
        }
        return picture;
    }

    /** The scores that a worker gives them in one batch. */
    static float[] score(Worker worker, List<float[]> pictures) throws WorkerException {
        float[] scores = new float[pictures.size()];
        worker.score(new PictureBatch(pictures), scores);
        return scores;
    }
}

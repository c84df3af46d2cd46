package dev.arclet.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Pictures to measure speed with: numbers from 0 to 1, as stretched pictures have, without any meaning. A network takes as long for them as
 * for others.
 */
public final class NoisePictures {
    private static final int COUNT = 32;
    private static final long SEED = 1;

    private NoisePictures() {}

    /** So many that a batch is not one picture again and again. */
    public static List<float[]> of(int pictureLength) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<float[]> pictures = new ArrayList<>(COUNT);
        for (int i = 0; i < COUNT; i++) {
            float[] picture = new float[pictureLength];
            for (int j = 0; j < pictureLength; j++) {
                picture[j] = (float) random.nextDouble();
            }
            pictures.add(picture);
        }
        return pictures;
    }
}

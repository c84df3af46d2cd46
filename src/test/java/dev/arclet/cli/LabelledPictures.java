package dev.arclet.cli;

import dev.arclet.evaluation.sample.NumpyFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A file of labelled pictures in three bands: lenses are bright over more of the picture, and nothing else tells them apart. */
final class LabelledPictures {
    private LabelledPictures() {}

    /**
     * Writes it.
     *
     * @param size pixels along a side
     * @param each lenses, and as many others after them
     * @param unlabelled of the others, the first so many have no label
     */
    static Path write(Path file, int size, int each, int unlabelled) throws IOException {
        int pixels = size * size;
        float[] images = new float[2 * each * 3 * pixels];
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < images.length; i++) {
            boolean lens = i / (3 * pixels) < each;
            boolean inside = i % pixels < (lens ? 0.4 : 0.1) * pixels;
            images[i] = random.nextFloat() + (inside ? 50 : 0);
        }
        long[] labels = new long[2 * each];
        Arrays.fill(labels, 0, each, 1);
        Arrays.fill(labels, each, each + unlabelled, -1);
        return new NumpyFiles()
                .withFloats("images", "(%d, 3, %d, %d)".formatted(2 * each, size, size), images)
                .withLongs("label", labels)
                .write(file, true);
    }
}

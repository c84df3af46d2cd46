package dev.arclet.picture;

import dev.arclet.alert.SkyPosition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes pictures after one recipe: each stamp {@linkplain Resampling resampled} onto the grid, all {@linkplain Stretch stretched}
 * together, missing channels filled with the mean of those present.
 *
 * <p>One per thread. A call allocates the picture that it returns and little else.
 */
public final class PictureMaker {
    private final Recipe recipe;
    private final int size;
    private final int planePixels;
    private final Stretcher stretcher;

    /**
     * For one recipe.
     *
     * @param recipe what to make
     */
    public PictureMaker(Recipe recipe) {
        this.recipe = recipe;
        this.size = recipe.grid().size();
        this.planePixels = size * size;
        this.stretcher = new Stretcher(recipe.stretch(), planePixels);
    }

    /** The recipe that the pictures follow. */
    public Recipe recipe() {
        return recipe;
    }

    /**
     * Makes a picture.
     *
     * @param stamps by channel name; names that the recipe doesn't have are ignored
     * @param centre sky position of the picture's middle; see {@link Resampling#onto}
     * @throws IllegalArgumentException if none of the recipe's channels is there; ask before
     * @throws EmptyPictureException if no stamp has data in the middle of the picture (half its width and height)
     */
    public Picture make(Map<String, Stamp> stamps, Optional<SkyPosition> centre) throws EmptyPictureException {
        float[] pixels = new float[recipe.pictureLength()];
        boolean[] present = new boolean[recipe.channels().size()];
        double coverage = resample(stamps, centre, pixels, present);
        if (!hasMiddle(pixels, present)) {
            throw new EmptyPictureException("no stamp has data in the middle %.1f arcsec of the picture"
                    .formatted(recipe.grid().fieldOfView() / 2));
        }
        stretcher.apply(pixels, present);
        fillMissing(pixels, present);
        return new Picture(pixels, names(present), coverage);
    }

    private double resample(
            Map<String, Stamp> stamps, Optional<SkyPosition> centre, float[] pixels, boolean[] present) {
        int given = 0;
        int withData = 0;
        double covered = 0;
        for (int channel = 0; channel < present.length; channel++) {
            Stamp stamp = stamps.get(recipe.channels().get(channel));
            if (stamp != null) {
                double coverage = Resampling.onto(recipe.grid(), stamp, centre, pixels, channel * planePixels);
                present[channel] = coverage > 0;
                withData += present[channel] ? 1 : 0;
                covered += coverage;
                given++;
            }
        }
        if (given == 0) {
            throw new IllegalArgumentException("stamps are given for channels %s; the recipe asks for some of %s"
                    .formatted(stamps.keySet(), recipe.channels()));
        }
        return withData == 0 ? 0 : covered / withData;
    }

    private boolean hasMiddle(float[] pixels, boolean[] present) {
        int first = size / 4;
        for (int channel = 0; channel < present.length; channel++) {
            for (int row = first; present[channel] && row < size - first; row++) {
                int at = channel * planePixels + row * size;
                for (int col = first; col < size - first; col++) {
                    if (!Float.isNaN(pixels[at + col])) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private void fillMissing(float[] pixels, boolean[] present) {
        int[] sources = offsets(present, true);
        for (int target : offsets(present, false)) {
            for (int i = 0; i < planePixels; i++) {
                float sum = 0;
                for (int source : sources) {
                    sum += pixels[source + i];
                }
                pixels[target + i] = sum / sources.length;
            }
        }
    }

    private int[] offsets(boolean[] present, boolean wanted) {
        int[] offsets = new int[present.length];
        int count = 0;
        for (int channel = 0; channel < present.length; channel++) {
            if (present[channel] == wanted) {
                offsets[count++] = channel * planePixels;
            }
        }
        return Arrays.copyOf(offsets, count);
    }

    private List<String> names(boolean[] present) {
        List<String> names = new ArrayList<>(present.length);
        for (int channel = 0; channel < present.length; channel++) {
            if (present[channel]) {
                names.add(recipe.channels().get(channel));
            }
        }
        return names;
    }
}

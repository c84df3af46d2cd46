package dev.arclet.evaluation.sample;

import dev.arclet.picture.EmptyPictureException;
import dev.arclet.picture.Orientation;
import dev.arclet.picture.Picture;
import dev.arclet.picture.PictureMaker;
import dev.arclet.picture.Recipe;
import dev.arclet.picture.Stamp;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes pictures of other people's planes the way the service makes them of stamps: each plane is a stamp that lies north up about its
 * middle, and {@link PictureMaker} does the rest. A plane of nothing but zeros and missing values is a band that is missing.
 * Thread-safe.
 */
final class PlanePictures {
    /** Larger values stand for "no data". */
    private static final float SENTINEL = 1e30f;

    private final Recipe recipe;
    private final ThreadLocal<PictureMaker> maker;
    private final PixelScales scales;

    PlanePictures(Recipe recipe, PixelScales scales) {
        this.recipe = recipe;
        this.maker = ThreadLocal.withInitial(() -> new PictureMaker(recipe));
        this.scales = scales;
    }

    /** The picture; empty where the model's bands show nothing in its middle. */
    Optional<Picture> make(Planes planes) {
        Orientation orientation = orientation(planes);
        Map<String, Stamp> stamps = new HashMap<>();
        for (int i = 0; i < planes.bands().size(); i++) {
            String band = planes.bands().get(i);
            float[] pixels = planes.pixels().get(i);
            if (recipe.channels().contains(band) && dropMissing(pixels)) {
                stamps.put(band, new Stamp(planes.width(), planes.height(), pixels, orientation));
            }
        }
        if (stamps.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(maker.get().make(stamps, Optional.empty()));
        } catch (EmptyPictureException e) {
            return Optional.empty();
        }
    }

    private Orientation orientation(Planes planes) {
        int width = planes.width();
        int height = planes.height();
        double step = scales.of(planes.pixelScale(), recipe.grid(), width, height);
        double up = planes.topFirst() ? -step : step;
        return new Orientation(-step, 0, 0, up, (width - 1) / 2.0, (height - 1) / 2.0, Optional.empty());
    }

    /** Makes NaN of what stands for no data; returns whether there is anything else than zeros. */
    private static boolean dropMissing(float[] pixels) {
        boolean any = false;
        for (int i = 0; i < pixels.length; i++) {
            if (!(Math.abs(pixels[i]) <= SENTINEL)) {
                pixels[i] = Float.NaN;
            } else {
                any |= pixels[i] != 0;
            }
        }
        return any;
    }
}

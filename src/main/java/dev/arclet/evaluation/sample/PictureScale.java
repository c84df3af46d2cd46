package dev.arclet.evaluation.sample;

import dev.arclet.picture.Grid;
import java.util.OptionalDouble;

/**
 * How large a pixel of other people's pictures is taken to be.
 *
 * @param given arcsec a pixel, as the user says; outranks what a file says
 * @param whole whether the whole picture is laid over the model's field, however large it is on the sky
 */
public record PictureScale(OptionalDouble given, boolean whole) {
    /** Arcsec a pixel where neither the user nor the file says it: the Rubin Observatory's. */
    public static final double DEFAULT = 0.2;

    public PictureScale {
        if (given.isPresent() && !(given.getAsDouble() > 0 && given.getAsDouble() <= 60)) {
            throw new IllegalArgumentException(
                    "pixel scale is " + given.getAsDouble() + " arcsec; give more than 0, at most 60");
        }
        if (given.isPresent() && whole) {
            throw new IllegalArgumentException(
                    "a pixel scale is given and the whole picture is to be shown; give one of them");
        }
    }

    /** Arcsec a pixel of one picture. */
    double of(OptionalDouble inFile, Grid grid, int width, int height) {
        if (whole) {
            return grid.fieldOfView() / Math.max(width, height);
        }
        return given.orElse(inFile.orElse(DEFAULT));
    }
}

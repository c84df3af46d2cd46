package dev.arclet.evaluation.sample;

import dev.arclet.picture.Grid;
import java.util.Locale;
import java.util.OptionalDouble;

/** Settles the pixel scale of each picture of a sample, and remembers which were taken. Thread-safe. */
final class PixelScales {
    private final PictureScale scale;
    private double smallest = Double.POSITIVE_INFINITY;
    private double largest;
    private long pictures;
    private long byDefault;

    PixelScales(PictureScale scale) {
        this.scale = scale;
    }

    /** Arcsec a pixel of one picture. */
    double of(OptionalDouble inFile, Grid grid, int width, int height) {
        double taken = scale.of(inFile, grid, width, height);
        count(taken, !scale.whole() && scale.given().isEmpty() && inFile.isEmpty());
        return taken;
    }

    private synchronized void count(double taken, boolean fellBack) {
        smallest = Math.min(smallest, taken);
        largest = Math.max(largest, taken);
        pictures++;
        byDefault += fellBack ? 1 : 0;
    }

    /** In words, of the pictures so far. */
    synchronized String describe() {
        if (scale.whole()) {
            return "whole picture over the model's field";
        }
        if (pictures == 0) {
            return "no picture was read";
        }
        String range = smallest == largest ? number(smallest) : number(smallest) + " to " + number(largest);
        String source = scale.given().isPresent()
                ? "as given"
                : byDefault == 0
                        ? "as the files say"
                        : String.format(
                                Locale.ROOT,
                                "%,d of %,d pictures don't say it and were taken at %s",
                                byDefault,
                                pictures,
                                number(PictureScale.DEFAULT));
        return range + " arcsec a pixel, " + source;
    }

    private static String number(double arcsec) {
        return String.format(Locale.ROOT, "%.4g", arcsec)
                .replaceAll("(\\.\\d*?)0+$", "$1")
                .replaceAll("\\.$", "");
    }
}

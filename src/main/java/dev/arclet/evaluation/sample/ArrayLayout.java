package dev.arclet.evaluation.sample;

import dev.arclet.picture.Recipe;
import dev.arclet.picture.Stamp;
import java.util.List;

/**
 * Which number of an array of pictures is which pixel.
 *
 * @param axis where the bands stand
 * @param bands in their order
 * @param height pixels
 * @param width pixels
 */
record ArrayLayout(BandAxis axis, List<String> bands, int height, int width) {
    private static final int MAX_BANDS = 16;
    /** Numbers of one picture, so that its bytes fit an array. */
    private static final long MAX_NUMBERS = 1 << 27;

    /**
     * Of an array's shape.
     *
     * @throws BadSampleException if the shape leaves open which axis is which, or fits no order of bands
     */
    static ArrayLayout of(NpyArray images, Reading reading, Recipe recipe) {
        long[] shape = images.shape();
        if (shape.length == 3
                && reading.order().filter(order -> order.size() == 1).isPresent()) {
            return sized(images, BandAxis.FIRST, reading.order().get(), shape[1], shape[2]);
        }
        if (shape.length != 4) {
            throw refuse(
                    images,
                    "give N x height x width x 3 (i, r, g) or N x 3 x height x width (g, r, i), or one band with"
                            + " --order r");
        }
        List<String> last = reading.order(BandAxis.LAST, recipe);
        List<String> first = reading.order(BandAxis.FIRST, recipe);
        boolean fitsLast = shape[3] == last.size() && reading.axis().orElse(BandAxis.LAST) == BandAxis.LAST;
        boolean fitsFirst = shape[1] == first.size() && reading.axis().orElse(BandAxis.FIRST) == BandAxis.FIRST;
        if (fitsLast && fitsFirst) {
            throw refuse(images, "either axis may be the bands'; say which with --axes first or --axes last");
        }
        if (!fitsLast && !fitsFirst) {
            throw refuse(
                    images,
                    "no axis has one place for each of the bands %s; name the bands of the file in their order with"
                                    .formatted(String.join(",", last))
                            + " --order, such as --order g,r,i,z,y");
        }
        return fitsLast
                ? sized(images, BandAxis.LAST, last, shape[1], shape[2])
                : sized(images, BandAxis.FIRST, first, shape[2], shape[3]);
    }

    private static ArrayLayout sized(NpyArray images, BandAxis axis, List<String> bands, long height, long width) {
        boolean fits = height >= 1
                && height <= Stamp.MAX_SIDE
                && width >= 1
                && width <= Stamp.MAX_SIDE
                && bands.size() <= MAX_BANDS
                && height * width * bands.size() <= MAX_NUMBERS;
        if (!fits) {
            throw refuse(
                    images,
                    "pictures have 1 to %d pixels a side, 1 to %d bands and up to %d numbers in all"
                            .formatted(Stamp.MAX_SIDE, MAX_BANDS, MAX_NUMBERS));
        }
        return new ArrayLayout(axis, bands, (int) height, (int) width);
    }

    private static BadSampleException refuse(NpyArray images, String wayOut) {
        return new BadSampleException("%s has the shape %s; %s".formatted(images.place(), images.shapeText(), wayOut));
    }

    /** Numbers of one picture. */
    int numbers() {
        return height * width * bands.size();
    }

    /** Where a pixel of a band stands among the numbers of its picture; pixels are counted row by row. */
    int at(int band, int pixel) {
        return axis == BandAxis.LAST ? pixel * bands.size() + band : band * height * width + pixel;
    }
}

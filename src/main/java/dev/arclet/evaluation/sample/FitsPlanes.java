package dev.arclet.evaluation.sample;

import dev.arclet.picture.Recipe;
import dev.arclet.picture.Stamp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.logging.Level;
import java.util.logging.Logger;
import nom.tam.fits.BasicHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.Header;
import nom.tam.fits.ImageHDU;
import nom.tam.util.ArrayFuncs;

/**
 * Reads a FITS file as planes: one cube (NAXIS = 3, the bands on the slowest axis), or one or more flat images, one an HDU, of the same
 * size. HDUs whose EXTNAME are bands of the model are those bands, else the order says; several with other names (image, mask,
 * variance) are refused until it does. The pixel scale comes from CD, PC or CDELT.
 */
final class FitsPlanes {
    private static final double ARCSEC_PER_DEGREE = 3600;
    // What is wrong with a file is said by the exception, once. Held here, since a logger that nobody holds forgets its
    // level.
    private static final Logger LIBRARY = Logger.getLogger("nom.tam");

    static {
        LIBRARY.setLevel(Level.OFF);
    }

    private FitsPlanes() {}

    static Planes read(Path file, Reading reading, Recipe recipe) throws IOException {
        try (Fits fits = new Fits(file.toFile())) {
            List<ImageHDU> images = new ArrayList<>();
            for (BasicHDU<?> hdu : fits.read()) {
                if (hdu instanceof ImageHDU image && image.getAxes() != null && image.getAxes().length > 0) {
                    images.add(image);
                }
            }
            return planes(file, images, reading, recipe);
        } catch (RuntimeException e) {
            if (e instanceof BadSampleException ours) {
                throw ours;
            }
            throw new BadSampleException("%s can't be read as FITS: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static Planes planes(Path file, List<ImageHDU> images, Reading reading, Recipe recipe) {
        if (images.isEmpty()) {
            throw new BadSampleException(file + " holds no image; give a FITS file with a cube or planes");
        }
        int[] first = images.get(0).getAxes();
        int height = first[Math.max(0, first.length - 2)];
        int width = first[first.length - 1];
        requireStamp(file, width, height);
        List<float[]> pixels = new ArrayList<>();
        for (ImageHDU image : images) {
            addPlanes(file, image, width, height, pixels);
        }
        return new Planes(
                width,
                height,
                bands(file, images, pixels.size(), reading, recipe),
                pixels,
                false,
                pixelScale(images.get(0).getHeader()));
    }

    private static void requireStamp(Path file, int width, int height) {
        if (width < 1 || width > Stamp.MAX_SIDE || height < 1 || height > Stamp.MAX_SIDE) {
            throw new BadSampleException(
                    "%s has %d x %d pixels; give 1 to %d a side".formatted(file, width, height, Stamp.MAX_SIDE));
        }
    }

    /** Of a flat image one, of a cube each. Axes come slowest first. */
    private static void addPlanes(Path file, ImageHDU image, int width, int height, List<float[]> pixels) {
        int[] axes = image.getAxes();
        boolean fits = (axes.length == 2 || axes.length == 3)
                && axes[axes.length - 1] == width
                && axes[axes.length - 2] == height
                && (axes.length == 2 || axes[0] <= 16);
        if (!fits) {
            throw new BadSampleException(
                    "%s has an image with the axes %s; give planes of one size, or a cube of up to 16"
                            .formatted(file, Arrays.toString(axes)));
        }
        double[] all = (double[]) ArrayFuncs.flatten(ArrayFuncs.convertArray(image.getKernel(), double.class));
        double blank = image.getHeader().getDoubleValue("BLANK", Double.NaN);
        double zero = image.getBZero();
        double scale = image.getBScale();
        for (int start = 0; start < all.length; start += width * height) {
            float[] plane = new float[width * height];
            for (int i = 0; i < plane.length; i++) {
                double raw = all[start + i];
                plane[i] = raw == blank ? Float.NaN : (float) (zero + scale * raw);
            }
            pixels.add(plane);
        }
    }

    private static List<String> bands(Path file, List<ImageHDU> images, int planes, Reading reading, Recipe recipe) {
        List<String> names = images.stream()
                .map(image ->
                        image.getHeader().getStringValue("EXTNAME", "").strip().toLowerCase(Locale.ROOT))
                .toList();
        boolean silent = names.size() == 1 || names.stream().allMatch(String::isEmpty);
        boolean named = names.size() == planes
                && names.stream().distinct().count() == planes
                && names.stream().anyMatch(recipe.channels()::contains);
        if (reading.order().isPresent() || (silent && !named)) {
            return ImageFiles.bands(file, planes, BandAxis.FIRST, reading, recipe);
        }
        if (!named) {
            throw new BadSampleException(
                    "%s has %d planes in HDUs named %s, which don't tell its bands; name the planes in their order with --order,"
                                    .formatted(file, planes, String.join(", ", names))
                            + " such as --order i,mask,variance (what is no band of the model is left out)");
        }
        return names;
    }

    /** The side of a square with a pixel's area. */
    private static OptionalDouble pixelScale(Header header) {
        double[] matrix = header.containsKey("CD1_1") || header.containsKey("CD2_2")
                ? elements(header, "CD", 1, 1)
                : header.containsKey("CDELT1")
                        ? elements(header, "PC", header.getDoubleValue("CDELT1"), header.getDoubleValue("CDELT2"))
                        : new double[4];
        double area = Math.abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]);
        double arcsec = Math.sqrt(area) * ARCSEC_PER_DEGREE;
        // Headers without coordinates have a CDELT of 1 degree.
        return arcsec > 0 && arcsec <= 60 ? OptionalDouble.of(arcsec) : OptionalDouble.empty();
    }

    private static double[] elements(Header header, String name, double xStep, double yStep) {
        double unit = name.equals("PC") ? 1 : 0;
        return new double[] {
            header.getDoubleValue(name + "1_1", unit) * xStep,
            header.getDoubleValue(name + "1_2", 0) * xStep,
            header.getDoubleValue(name + "2_1", 0) * yStep,
            header.getDoubleValue(name + "2_2", unit) * yStep
        };
    }
}

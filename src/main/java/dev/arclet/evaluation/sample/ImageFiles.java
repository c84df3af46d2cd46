package dev.arclet.evaluation.sample;

import dev.arclet.picture.Recipe;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;

/** Reads image files: FITS, and what Java's own image reader knows (PNG, JPEG, TIFF). Transparency is left out. */
final class ImageFiles {
    private static final List<String> FITS = List.of(".fits", ".fit", ".fits.gz", ".fit.gz");
    private static final List<String> SCREEN = List.of(".png", ".jpg", ".jpeg", ".tif", ".tiff");

    private final Reading reading;
    private final Recipe recipe;

    ImageFiles(Reading reading, Recipe recipe) {
        this.reading = reading;
        this.recipe = recipe;
    }

    static boolean isImage(Path file) {
        return hasEnding(file, FITS) || hasEnding(file, SCREEN);
    }

    private static boolean hasEnding(Path file, List<String> endings) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return endings.stream().anyMatch(name::endsWith);
    }

    Planes read(Path file) throws IOException {
        return hasEnding(file, FITS) ? FitsPlanes.read(file, reading, recipe) : screen(file);
    }

    /** Planes in the order of the file, to be named by the bands that the reading says. */
    static List<String> bands(Path file, int planes, BandAxis axis, Reading reading, Recipe recipe) {
        List<String> order = reading.order(axis, recipe);
        if (order.size() != planes) {
            throw new BadSampleException(
                    "%s has %d planes and the bands are %s; name its bands with --order, such as --order %s"
                            .formatted(file, planes, String.join(",", order), planes == 1 ? "r" : "g,r,i,z"));
        }
        return order;
    }

    private Planes screen(Path file) throws IOException {
        BufferedImage image = colours(file);
        Raster raster = image.getRaster();
        ColorModel model = image.getColorModel();
        int planes = raster.getNumBands() - (model.hasAlpha() ? 1 : 0);
        List<float[]> pixels = new ArrayList<>();
        for (int plane = 0; plane < planes; plane++) {
            float[] samples = new float[image.getWidth() * image.getHeight()];
            pixels.add(raster.getSamples(0, 0, image.getWidth(), image.getHeight(), plane, samples));
        }
        return new Planes(
                image.getWidth(),
                image.getHeight(),
                bands(file, planes, BandAxis.LAST, reading, recipe),
                pixels,
                true,
                OptionalDouble.empty());
    }

    private static BufferedImage colours(Path file) throws IOException {
        BufferedImage image;
        try {
            image = ImageIO.read(file.toFile());
        } catch (RuntimeException e) {
            throw new BadSampleException("%s can't be read as an image: %s".formatted(file, e.getMessage()), e);
        }
        if (image == null) {
            throw new BadSampleException(file + " is no image that can be read; give FITS, PNG, JPEG or TIFF");
        }
        return image.getColorModel() instanceof IndexColorModel palette
                ? palette.convertToIntDiscrete(image.getRaster(), true)
                : image;
    }
}

package dev.arclet.evaluation.sample;

import dev.arclet.picture.Recipe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The labelled pictures of an {@code .npz} file, stored or compressed: {@code images} and {@code label} (or {@code labels}, {@code y}),
 * and, where they are there, {@code id}, {@code kind}, {@code einstein_radius}, {@code snr} and {@code pixel_scale}, each one value a
 * picture ({@code pixel_scale} may be one for all). Pictures are read one by one.
 */
final class NpzPictures implements PictureSource {
    private static final String IMAGES = "images";

    private final Path file;
    private final ZipFile zip;
    private final NpyArray images;
    private final NpyType type;
    private final ArrayLayout layout;
    private final PlanePictures maker;
    private final PixelScales scales;
    private final Columns columns;
    private final byte[] bytes;
    private final ByteBuffer numbers;
    private int next;

    private NpzPictures(Path file, ZipFile zip, Reading reading, Recipe recipe, PixelScales scales) throws IOException {
        this.file = file;
        this.zip = zip;
        this.maker = new PlanePictures(recipe, scales);
        this.scales = scales;
        this.images = array(IMAGES).orElseThrow(() -> lacks(IMAGES));
        this.type = images.numbers();
        this.layout = ArrayLayout.of(images, reading, recipe);
        this.columns = columns(images.shape()[0]);
        this.bytes = new byte[layout.numbers() * type.bytes()];
        this.numbers = ByteBuffer.wrap(bytes).order(type.order());
    }

    /** Opens a file and reads all of it but the images. */
    static NpzPictures open(Path file, Reading reading, Recipe recipe, PixelScales scales) throws IOException {
        ZipFile zip = zip(file);
        try {
            return new NpzPictures(file, zip, reading, recipe, scales);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static ZipFile zip(Path file) throws IOException {
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw new BadSampleException(
                    "%s is no .npz file (%s); write it with numpy.savez".formatted(file, e.getMessage()), e);
        }
    }

    /** What the file says of each picture, one value a picture. */
    private record Columns(
            double[] labels,
            Optional<String[]> ids,
            Optional<String[]> kinds,
            Optional<double[]> radii,
            Optional<double[]> snrs,
            Optional<double[]> scales) {}

    private Columns columns(long pictures) throws IOException {
        double[] labels = numbers(pictures, "label", "labels", "y").orElseThrow(() -> lacks("label"));
        return new Columns(
                labels,
                texts(pictures, "id", "ids"),
                texts(pictures, "kind", "kinds"),
                numbers(pictures, "einstein_radius", "theta_e"),
                numbers(pictures, "arc_snr", "snr"),
                scales(pictures));
    }

    private Optional<double[]> scales(long pictures) throws IOException {
        try (Closing array = new Closing(array("pixel_scale"))) {
            if (array.npy().isEmpty()) {
                return Optional.empty();
            }
            double[] scales = array.npy().get().allNumbers();
            for (double scale : scales) {
                if (!(scale > 0 && scale <= 60)) {
                    throw new BadSampleException(
                            "%s: pixel_scale has a %s; give arcsec, more than 0, at most 60".formatted(file, scale));
                }
            }
            if (scales.length != 1) {
                requireOneEach("pixel_scale", scales.length, pictures);
            }
            return Optional.of(scales);
        }
    }

    private Optional<double[]> numbers(long pictures, String... names) throws IOException {
        try (Closing array = new Closing(array(names))) {
            if (array.npy().isEmpty()) {
                return Optional.empty();
            }
            double[] numbers = array.npy().get().allNumbers();
            requireOneEach(names[0], numbers.length, pictures);
            return Optional.of(numbers);
        }
    }

    private Optional<String[]> texts(long pictures, String... names) throws IOException {
        try (Closing array = new Closing(array(names))) {
            if (array.npy().isEmpty()) {
                return Optional.empty();
            }
            String[] texts = array.npy().get().allTexts();
            requireOneEach(names[0], texts.length, pictures);
            return Optional.of(texts);
        }
    }

    /** An array that may not be there, to be closed if it is. */
    private record Closing(Optional<NpyArray> npy) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            if (npy.isPresent()) {
                npy.get().close();
            }
        }
    }

    private void requireOneEach(String name, int values, long pictures) {
        if (values != pictures) {
            throw new BadSampleException("%s: %s has %d values and images has %d pictures; give one each"
                    .formatted(file, name, values, pictures));
        }
    }

    private Optional<NpyArray> array(String... names) throws IOException {
        for (String name : names) {
            ZipEntry entry = zip.getEntry(name + ".npy");
            if (entry != null) {
                return Optional.of(NpyArray.open(file + ", array " + name, zip.getInputStream(entry)));
            }
        }
        return Optional.empty();
    }

    private BadSampleException lacks(String name) {
        List<String> there = zip.stream()
                .map(entry -> entry.getName().replaceAll("\\.npy$", ""))
                .toList();
        String wayOut = name.equals(IMAGES)
                ? "add one of N x height x width x 3 in i, r, g order or N x 3 x height x width in g, r, i"
                : "add one, with 1 for a lens, 0 for others and -1 where nobody knows";
        return new BadSampleException("%s has no array %s among %s; %s".formatted(file, name, there, wayOut));
    }

    @Override
    public Optional<LabelledPicture> next() throws IOException {
        if (next >= columns.labels().length) {
            return Optional.empty();
        }
        images.readInto(bytes);
        Planes planes = planes(next);
        LabelledPicture picture = new LabelledPicture(specimen(next), () -> maker.make(planes));
        next++;
        return Optional.of(picture);
    }

    private Planes planes(int index) {
        List<float[]> planes = new ArrayList<>(layout.bands().size());
        int pixels = layout.height() * layout.width();
        for (int band = 0; band < layout.bands().size(); band++) {
            float[] plane = new float[pixels];
            for (int pixel = 0; pixel < pixels; pixel++) {
                plane[pixel] = (float) type.read(numbers, layout.at(band, pixel) * type.bytes());
            }
            planes.add(plane);
        }
        OptionalDouble scale = columns.scales()
                .map(scales -> OptionalDouble.of(scales[scales.length == 1 ? 0 : index]))
                .orElse(OptionalDouble.empty());
        return new Planes(layout.width(), layout.height(), layout.bands(), planes, true, scale);
    }

    private Specimen specimen(int index) {
        double number = columns.labels()[index];
        Label label = Label.of(number)
                .orElseThrow(() -> new BadSampleException(
                        "%s: label %d is %s; give 1 for a lens, 0 for others and -1 where nobody knows"
                                .formatted(file, index, number)));
        return new Specimen(
                columns.ids().map(ids -> ids[index]).orElse(file.getFileName() + "#" + index),
                label,
                columns.kinds().map(kinds -> kinds[index]).orElse(""),
                value(columns.radii(), index),
                value(columns.snrs(), index));
    }

    private static OptionalDouble value(Optional<double[]> values, int index) {
        return values.filter(all -> !Double.isNaN(all[index]))
                .map(all -> OptionalDouble.of(all[index]))
                .orElse(OptionalDouble.empty());
    }

    @Override
    public String pixels() {
        return scales.describe();
    }

    @Override
    public void close() throws IOException {
        images.close();
        zip.close();
    }
}

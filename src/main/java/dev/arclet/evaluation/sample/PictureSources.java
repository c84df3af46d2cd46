package dev.arclet.evaluation.sample;

import dev.arclet.picture.Recipe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out what a path holds: labelled pictures of which sort, or something else, which is taken for a night of alerts. */
public final class PictureSources {
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final String NPZ = ".npz";

    private PictureSources() {}

    /** What a path holds. */
    public enum Sort {
        /** A folder that {@code arclet simulate stamps} wrote. */
        SHARDS,
        /** An {@code .npz} file, or a folder of them. */
        NPZ,
        /** A folder of image files. */
        IMAGES,
        /** Alerts, as far as one can tell. */
        NIGHT
    }

    /**
     * The sort of a path that exists.
     *
     * @throws BadSampleException if it is a single image
     */
    public static Sort sort(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            if (ImageFiles.isImage(path)) {
                throw new BadSampleException(
                        path + " is a single image; give the folder that holds the images and says which are lenses");
            }
            return isZip(path) ? Sort.NPZ : Sort.NIGHT;
        }
        if (ShardPictures.isHere(path)) {
            return Sort.SHARDS;
        }
        if (!npzFiles(path).isEmpty()) {
            return Sort.NPZ;
        }
        try (Stream<Path> files = Files.walk(path)) {
            return files.anyMatch(ImageFiles::isImage) ? Sort.IMAGES : Sort.NIGHT;
        }
    }

    /**
     * Opens a path of one of the sorts of pictures.
     *
     * @param labels table of the images' labels, other than their folder's own
     * @param reading how other people's pictures are to be read
     * @param recipe of the model that will look at them
     * @throws BadSampleException if it can't be read so
     */
    public static PictureSource open(Path path, Sort sort, Optional<Path> labels, Reading reading, Recipe recipe)
            throws IOException {
        return switch (sort) {
            case SHARDS -> ShardPictures.open(path, recipe);
            case NPZ -> {
                List<Path> files = Files.isDirectory(path) ? npzFiles(path) : List.of(path);
                PixelScales scales = new PixelScales(reading.scale());
                yield new ManySources(files, scales, file -> NpzPictures.open(file, reading, recipe, scales));
            }
            case IMAGES -> FolderPictures.open(path, labels, reading, recipe);
            case NIGHT -> throw new IllegalArgumentException(path + " is no sample of pictures");
        };
    }

    private static boolean isZip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(ZIP.length), ZIP);
        }
    }

    private static List<Path> npzFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(NPZ))
                    .sorted()
                    .toList();
        }
    }
}

package dev.arclet.scoring;

import dev.arclet.picture.View;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes model bundles for tests: real networks with real descriptions, in a folder of the test's. */
public final class TestBundles {
    private TestBundles() {}

    /**
     * A bundle whose score is the sigmoid of the mean of the picture: 0.5 for a blank one, and the threshold is 0.5.
     *
     * @param folder of the bundle; its last name is the model's name
     * @param size pixels along a side, of 0.2 arcsec each
     */
    public static ModelBundle mean(Path folder, View view, List<String> channels, int size) {
        return write(folder, view, channels, size, OnnxModels.mean(channels.size(), size));
    }

    /** A bundle of any network that takes {@code pictures} and gives {@code score}. */
    public static ModelBundle write(Path folder, View view, List<String> channels, int size, byte[] network) {
        writeFiles(folder, description(folder.getFileName().toString(), view, channels, size), network);
        return ModelBundle.load(folder);
    }

    /** Writes two bundles of convolutions, {@code object} and {@code alert}, named after what they look at. */
    public static void writeBothViews(Path folder, int size) {
        byte[] network = OnnxModels.convolution(3, size, 4);
        write(folder.resolve("object"), View.OBJECT, List.of("i", "r", "g"), size, network);
        write(folder.resolve("alert"), View.ALERT, List.of("template", "science", "difference"), size, network);
    }

    /** Writes the two files, whatever is in them. */
    public static void writeFiles(Path folder, String description, byte[] network) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve("model.onnx"), network);
            Files.writeString(folder.resolve("model.yaml"), description);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A description without mistakes. */
    public static String description(String name, View view, List<String> channels, int size) {
        return String.join(
                "\n",
                "name: " + name,
                "version: \"1.0\"",
                "view: " + view.name().toLowerCase(Locale.ROOT),
                "channels: " + channels,
                "size: " + size,
                "fieldOfView: " + size * 0.2,
                "stretch: {clipLow: 0.5, clipHigh: 99.5, softening: 0.02}",
                "input: pictures",
                "output: score",
                "threshold: 0.5",
                "calibration: {slope: 1.0, intercept: 0.0, prevalence: 0.5}",
                "");
    }
}

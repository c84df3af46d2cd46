package dev.arclet.scoring;

import dev.arclet.picture.Recipe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A trained model: its network and what one must know to use it. On disk it is a folder of {@code model.onnx} and
 * {@code model.yaml}:
 *
 * <pre>{@code
 * name: arclet-s
 * version: "1.0"
 * view: object               # or alert
 * channels: [i, r, g]        # alert: template, science, difference
 * size: 40                   # pixels along a side
 * fieldOfView: 6.0           # arcsec along a side
 * stretch: {clipLow: 0.5, clipHigh: 99.5, softening: 0.02}
 * input: pictures            # name in model.onnx; float [N, channels, size, size], N free
 * output: score              # name in model.onnx; float [N] or [N, 1], 0 to 1
 * threshold: 0.9             # on the score; from here on an alert is a candidate
 * thresholdFpr: 0.001        # may be left out: share of things that are no lenses which its makers expect to reach it
 * calibration: {slope: 1.0, intercept: -6.9, prevalence: 0.001}
 * }</pre>
 *
 * <p>Immutable and thread-safe. The network itself is not read before {@link #network()}.
 */
public final class ModelBundle {
    static final String NETWORK = "model.onnx";
    static final String DESCRIPTION = "model.yaml";

    /** Where the files of a bundle are read from. */
    interface Source {
        /** Opens one of the bundle's files; {@link java.nio.file.NoSuchFileException} when there is none. */
        InputStream open(String file) throws IOException;
    }

    private final String place;
    private final Source source;
    private final ModelDescription description;

    private ModelBundle(String place, Source source, ModelDescription description) {
        this.place = place;
        this.source = source;
        this.description = description;
    }

    /**
     * Reads a bundle from its folder.
     *
     * @throws BadModelException naming everything that is wrong with it: files that are not there, keys that are missing, unknown
     *     or out of range
     */
    public static ModelBundle load(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new BadModelException(List.of(
                    folder + " is not a folder; give the folder that holds " + NETWORK + " and " + DESCRIPTION));
        }
        return load(folder.toString(), file -> Files.newInputStream(folder.resolve(file)));
    }

    static ModelBundle load(String place, Source source) {
        return new ModelBundle(place, source, ModelDescriptionReader.read(place, source));
    }

    /** Name of the model, such as {@code arclet-s}. */
    public String name() {
        return description.name();
    }

    /** Version of the model, as its makers number it. */
    public String version() {
        return description.version();
    }

    /** How the pictures are made that the network wants. */
    public Recipe recipe() {
        return description.recipe();
    }

    /** Floats in one picture: channels x size x size. */
    public int pictureLength() {
        return recipe().pictureLength();
    }

    /** Name of the network's input. */
    public String input() {
        return description.input();
    }

    /** Name of the network's output. */
    public String output() {
        return description.output();
    }

    /** The least score of a lens candidate, 0 to 1. A float as scores are: as a double, 0.9 is more than the float 0.9. */
    public float threshold() {
        return description.threshold();
    }

    /** Share of things that are no lenses which the model's makers expect to reach the threshold, where they say. */
    public Optional<Double> thresholdFpr() {
        return description.thresholdFpr();
    }

    /** Whether a score makes a lens candidate. */
    public boolean isCandidate(float score) {
        return score >= threshold();
    }

    /** From scores to probabilities. */
    public Calibration calibration() {
        return description.calibration();
    }

    /** Probability of a lens for a score from 0 to 1; see {@link Calibration}. */
    public double probability(float score) {
        return calibration().probability(score);
    }

    /** Where the bundle was found, for messages. */
    public String place() {
        return place;
    }

    /** Opens {@code model.onnx}; the caller closes it. */
    public InputStream network() throws IOException {
        return source.open(NETWORK);
    }

    @Override
    public String toString() {
        return name() + " " + version() + " (" + place + ")";
    }
}

package dev.arclet.cli;

import dev.arclet.evaluation.sample.BandAxis;
import dev.arclet.evaluation.sample.PictureScale;
import dev.arclet.evaluation.sample.Reading;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How {@code arclet evaluate} reads other people's pictures. */
final class ReadingOptions {
    /** How much of a picture is shown to the model. */
    enum Field {
        /** As much as the model's field of view holds; a smaller picture is padded. */
        SCALE,
        /** All of it. */
        WHOLE
    }

    @Option(
            names = "--pixel-scale",
            paramLabel = "ARCSEC",
            description = "Size of a pixel of the pictures: HSC 0.168, KiDS 0.2, DES 0.263. Default: what the file says"
                    + " (pixel_scale in .npz, the coordinates in FITS), else " + PictureScale.DEFAULT + ".")
    private Double pixelScale;

    @Option(
            names = "--field",
            description = "How much of a picture the model sees: its own field of view by the pixel scale, or the whole"
                    + " picture whatever its scale. One of ${COMPLETION-CANDIDATES}. Default: scale.")
    private Optional<Field> field = Optional.empty();

    @Option(
            names = "--order",
            paramLabel = "BANDS",
            split = ",",
            description =
                    "Bands of the pictures in their order, such as g,r,i,z,y; those that the model doesn't know are"
                            + " left out. Default: i,r,g where they are the last axis (and in PNG and the like), g,r,i where they are"
                            + " the first (and in FITS).")
    private List<String> order = List.of();

    @Option(
            names = "--axes",
            paramLabel = "WHERE",
            description =
                    "Where the bands stand in .npz images: first (N x bands x height x width) or last. Default: told by"
                            + " the shape.")
    private Optional<BandAxis> axes = Optional.empty();

    /** Refuses what has no effect on a sample that is in the project's own form. */
    void requireNone(CommandSpec command, String why) {
        given().ifPresent(option -> {
            throw new ParameterException(
                    command.commandLine(), option + " is for other people's pictures; " + why + ", so leave it out");
        });
    }

    private Optional<String> given() {
        return pixelScale != null
                ? Optional.of("--pixel-scale")
                : field.isPresent()
                        ? Optional.of("--field")
                        : !order.isEmpty()
                                ? Optional.of("--order")
                                : axes.isPresent() ? Optional.of("--axes") : Optional.empty();
    }

    Reading reading(CommandSpec command) {
        OptionalDouble scale = pixelScale == null ? OptionalDouble.empty() : OptionalDouble.of(pixelScale);
        try {
            return new Reading(
                    axes,
                    order.isEmpty() ? Optional.empty() : Optional.of(order),
                    new PictureScale(scale, field.filter(Field.WHOLE::equals).isPresent()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }
}

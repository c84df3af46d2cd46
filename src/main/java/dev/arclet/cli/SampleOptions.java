package dev.arclet.cli;

import dev.arclet.config.Layer;
import dev.arclet.evaluation.sample.NightTruth;
import dev.arclet.evaluation.sample.PictureSources;
import dev.arclet.evaluation.sample.PictureSources.Sort;
import dev.arclet.night.NightWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options by which a command takes a night or pictures whose truth is known. */
final class SampleOptions {
    @Option(
            names = {"--night", "--pictures"},
            paramLabel = "PATH",
            required = true,
            description = "What to evaluate on, either name for either: a night of alerts or labelled pictures.")
    private Path sample;

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description =
                    "CSV that says what is what. Of a night: columns diaSourceId or diaObjectId, label, and if known"
                            + " kind, einstein_radius, snr; default: NAME.truth.csv beside it. Of image files: file, label;"
                            + " default: labels.csv in the folder.")
    private Optional<Path> truth = Optional.empty();

    @Mixin
    private ReadingOptions reading;

    @Mixin
    private SchemaOptions schemas;

    /**
     * Looks into it.
     *
     * @throws ParameterException if options have no meaning for what it holds
     */
    LabelledSample open(CommandSpec command) throws IOException {
        if (!Files.exists(sample)) {
            throw new NoSuchFileException(sample.toString(), null, "give a night or labelled pictures");
        }
        Sort sort = PictureSources.sort(sample);
        if (truth.isPresent() && (sort == Sort.SHARDS || sort == Sort.NPZ)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--truth is for nights and image files; the labels of " + sample
                            + " are in it, so leave --truth out");
        }
        if (sort == Sort.NIGHT || sort == Sort.SHARDS) {
            reading.requireNone(command, sample + " says itself how it is to be read");
        }
        NightTruth nightTruth = sort == Sort.NIGHT ? nightTruth() : NightTruth.none();
        return new LabelledSample(sample, sort, truth, nightTruth, reading.reading(command));
    }

    private NightTruth nightTruth() throws IOException {
        Path table = truth.orElseGet(() -> NightWriter.truthFile(sample));
        if (!Files.exists(table)) {
            throw new NoSuchFileException(
                    table.toString(),
                    null,
                    "give the night's truth with --truth, a CSV with the columns diaObjectId and label");
        }
        return NightTruth.read(table);
    }

    /** Settings that follow from where the sample lies: its schemas, where they were found near it. */
    Map<String, String> found() {
        return schemas.isGiven() ? Map.of() : schemaFolder();
    }

    /** Settings that the user gave by these options. */
    Layer given() {
        return new Layer.Settings("--schemas", schemas.isGiven() ? schemaFolder() : Map.of());
    }

    private Map<String, String> schemaFolder() {
        return schemas.folder(List.of(sample))
                .map(folder -> Map.of("alerts.schemas.folder", folder.toString()))
                .orElse(Map.of());
    }
}

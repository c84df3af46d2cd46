package dev.arclet.deploy;

import dev.arclet.config.EnvironmentNames;
import dev.arclet.config.Layer;
import dev.arclet.config.PipelineConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a deployment tells Arclet, read as Arclet itself would. */
final class ArcletSettings {
    /** The one that is taken without {@code --topology}. */
    static final String DEFAULT_FILE = "topology/lsst.yaml";

    private ArcletSettings() {}

    /** Of a pipeline that is given as text. */
    static PipelineConfig.Draft read(String pipeline, Map<String, String> environment) {
        try {
            Path file = Files.createTempFile("pipeline", ".yaml");
            try {
                return readFile(Files.writeString(file, pipeline).toString(), environment);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PipelineConfig.Draft readFile(String pipeline, Map<String, String> environment) {
        PipelineConfig.Draft draft =
                PipelineConfig.draft(List.of(new Layer.File(pipeline), new Layer.Environment(environment)));
        List<String> mistakes = new ArrayList<>(draft.mistakes());
        mistakes.addAll(EnvironmentNames.warnings(environment));
        return new PipelineConfig.Draft(draft.config(), mistakes);
    }
}

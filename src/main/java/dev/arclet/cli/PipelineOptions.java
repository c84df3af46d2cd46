package dev.arclet.cli;

import dev.arclet.config.Layer;
import dev.arclet.config.PipelineConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options by which a command takes a pipeline file and changes to it. */
final class PipelineOptions extends SettingOptions {
    static final String DEFAULT_FILE = "topology/lsst.yaml";

    @Option(
            names = "--topology",
            paramLabel = "FILE",
            defaultValue = DEFAULT_FILE,
            description = "Pipeline file; topology/lsst.yaml and topology/ztf.yaml ship. Default: ${DEFAULT-VALUE}")
    private String file;

    /** What the command proposes, with the file, the environment and {@code --set} laid over it, in this order. */
    PipelineConfig load(Map<String, String> proposed) {
        return load(proposed, List.of());
    }

    /** The same with the command's own options, which only {@code --set} outranks. */
    PipelineConfig load(Map<String, String> proposed, List<Layer> options) {
        return load(proposed, Optional.of(file), options);
    }

    /** The configuration as far as it can be read, for a command that proposes nothing and goes on past mistakes. */
    PipelineConfig.Draft draft() {
        return PipelineConfig.draft(layers(Map.of(), Optional.of(file), List.of()));
    }
}

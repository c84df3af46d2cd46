package dev.arclet.cli;

import dev.arclet.config.ConfigException;
import dev.arclet.config.PipelineConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options by which a command takes a pipeline file and changes to it. */
final class PipelineOptions {
    static final String DEFAULT_FILE = "topology/lsst.yaml";

    @Option(
            names = "--topology",
            paramLabel = "FILE",
            defaultValue = DEFAULT_FILE,
            description = "Pipeline file; topology/lsst.yaml and topology/ztf.yaml ship. Default: ${DEFAULT-VALUE}")
    private String file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Change one setting, for example --set scoring.batch.max=64. May be given again.")
    private Map<String, String> sets = new LinkedHashMap<>();

    String file() {
        return file;
    }

    /** The file with the environment, {@code defaults} of the command, and {@code --set} laid over it, in this order. */
    PipelineConfig load(Map<String, String> defaults) {
        Map<String, String> overlay = new LinkedHashMap<>(defaults);
        overlay.putAll(sets);
        try {
            return PipelineConfig.load(file, System.getenv(), overlay);
        } catch (ConfigException e) {
            throw new UserError(e.getMessage(), e);
        }
    }
}

package dev.arclet.cli;

import dev.arclet.config.ConfigException;
import dev.arclet.config.EnvironmentNames;
import dev.arclet.config.Layer;
import dev.arclet.config.PipelineConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option by which a command takes changes to single settings, and the order in which all that is said about settings counts. */
class SettingOptions {
    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Change one setting, for example --set scoring.batch.max=64. May be given again.")
    private Map<String, String> sets = new LinkedHashMap<>();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /**
     * All that counts, the weaker first: what the command itself proposes, the file, the environment, the command's own options, {@code
     * --set}. Warns of environment variables that look like settings and are none.
     */
    List<Layer> layers(Map<String, String> proposed, Optional<String> file, List<Layer> options) {
        EnvironmentNames.warnings(System.getenv())
                .forEach(warning -> command.commandLine().getErr().println("arclet: " + warning));
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer.Settings("default of " + command.qualifiedName(), proposed));
        file.map(Layer.File::new).ifPresent(layers::add);
        layers.add(new Layer.Environment(System.getenv()));
        layers.addAll(options);
        layers.add(new Layer.Settings("--set", sets));
        return layers;
    }

    /**
     * The configuration that follows from {@link #layers}.
     *
     * @throws UserError with all mistakes
     */
    PipelineConfig load(Map<String, String> proposed, Optional<String> file, List<Layer> options) {
        try {
            return PipelineConfig.load(layers(proposed, file, options));
        } catch (ConfigException e) {
            throw new UserError(e.getMessage(), e);
        }
    }
}

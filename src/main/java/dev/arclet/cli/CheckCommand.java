package dev.arclet.cli;

import dev.arclet.config.ConfigReference;
import dev.arclet.config.PipelineConfig;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code arclet check}: is a pipeline file right? */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Checks a pipeline file, and what it names, and reports all mistakes at once.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  arclet check topology/lsst.yaml",
            "  arclet check my.yaml --set scoring.batch.max=64",
            "  arclet check --reference        all settings, with defaults, as a Markdown table",
            "Exit code 0 if the file is right, 1 if it has mistakes."
        })
final class CheckCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = PipelineOptions.DEFAULT_FILE,
            description = "Pipeline file. Default: ${DEFAULT-VALUE}")
    private String file;

    @Mixin
    private SettingOptions settings;

    @Option(names = "--reference", description = "Print all settings instead.")
    private boolean reference;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (reference) {
            out.print(ConfigReference.markdown());
            out.flush();
            return 0;
        }
        PipelineConfig.Draft draft = PipelineConfig.draft(settings.layers(Map.of(), Optional.of(file), List.of()));
        List<String> mistakes = PipelineParts.mistakes(draft);
        draft.config().cautions().forEach(caution -> spec.commandLine().getErr().println(file + ": note: " + caution));
        if (mistakes.isEmpty()) {
            out.println(file + ": right");
            return 0;
        }
        mistakes.forEach(spec.commandLine().getErr()::println);
        return 1;
    }
}

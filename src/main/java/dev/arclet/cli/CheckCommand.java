package dev.arclet.cli;

import dev.arclet.config.ConfigException;
import dev.arclet.config.ConfigReference;
import dev.arclet.config.PipelineConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code arclet check}: is a pipeline file right? */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Checks a pipeline file and reports all mistakes at once.",
        footer = {
            "",
            "Examples:",
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

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Check with this setting changed.")
    private Map<String, String> sets = new LinkedHashMap<>();

    @Option(names = "--reference", description = "Print all settings instead.")
    private boolean reference;

    @Override
    public Integer call() {
        if (reference) {
            System.out.print(ConfigReference.markdown());
            return 0;
        }
        try {
            PipelineConfig config = PipelineConfig.load(file, System.getenv(), sets);
            Pipeline.checkParts(config);
            System.out.println(file + ": right");
            return 0;
        } catch (ConfigException e) {
            e.mistakes().forEach(System.err::println);
            return 1;
        }
    }
}

package dev.arclet.cli;

import dev.arclet.night.NightConversion;
import dev.arclet.night.NightConversion.Form;
import dev.arclet.night.NightInput;
import dev.arclet.night.NightWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code arclet night convert}: a night in another form. */
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        description =
                "Writes nights, or a part of one, as an Avro container (.avro), an archive of files (.tar.gz) or a folder of"
                        + " files, one for each alert. The last PATH is written; what is written is there only once it is whole.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  arclet night convert 20261123.avro 20261123.tar.gz",
            "  arclet night convert alerts/ night.avro",
            "  arclet night convert 20261123.avro --visits 1-10 start.avro",
            "  arclet night convert a.avro b.avro --merge both.avro",
            "The truth table of a simulated night is copied along."
        })
final class NightConvertCommand implements Callable<Integer> {
    @Mixin
    private NightInputOptions nights;

    @Option(
            names = "--to-form",
            paramLabel = "FORM",
            description = "container, folder or tar. Default: by the name of the last PATH.")
    private Optional<Form> form = Optional.empty();

    @Mixin
    private DecodingOptions decoding;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<Path> paths = nights.paths();
        if (paths.size() < 2) {
            throw new ParameterException(spec.commandLine(), "give the night, and behind it where to write it");
        }
        NightInput named = nights.input();
        List<Path> sources = paths.subList(0, paths.size() - 1);
        NightInput input = new NightInput(sources, named.merged(), named.selection());
        Path target = paths.get(paths.size() - 1);
        NightConversion conversion = new NightConversion(decoding.decoder(sources), decoding.schemas(sources));
        NightConversion.Result result;
        try (SimulationProgress progress = SimulationProgress.open(new LiveLine(), "alerts")) {
            result = conversion.write(input, target, form.orElseGet(() -> Form.of(target)), progress::at);
        }
        if (result.packets() == 0) {
            throw new UserError("no alerts of that kind in " + sources + "; see: arclet night info");
        }
        print(result, target);
        copyTruth(sources, target);
        return 0;
    }

    private void print(NightConversion.Result result, Path target) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "%s: %,d alerts%n", target, result.packets());
        if (result.missed().files() > 0) {
            out.printf(
                    Locale.ROOT,
                    "files without alerts, left out: %,d%n",
                    result.missed().files());
        }
        if (result.missed().outside() + result.missed().undated() > 0) {
            out.printf(
                    Locale.ROOT,
                    "alerts outside of --from, --to and --visits, left out: %,d, and without a readable time: %,d%n",
                    result.missed().outside(),
                    result.missed().undated());
        }
        out.flush();
    }

    private static void copyTruth(List<Path> sources, Path target) throws IOException {
        Path truth = NightWriter.truthFile(target);
        if (sources.size() == 1 && !Files.isDirectory(sources.get(0))) {
            Path known = NightWriter.truthFile(sources.get(0));
            if (Files.exists(known) && !Files.exists(truth)) {
                Files.copy(known, truth);
            }
        }
    }
}

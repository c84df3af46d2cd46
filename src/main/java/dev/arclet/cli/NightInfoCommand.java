package dev.arclet.cli;

import dev.arclet.night.NightInput;
import dev.arclet.night.NightSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code arclet night info}: what is in a night. */
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        description =
                "Says what is in a night: when, which visits and bands, how many alerts and how they come, their packets' sizes and"
                        + " schemas. Nights are named by the day on which they begin in Chile.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  arclet night info 20261123.avro",
            "  arclet night info 20261123.avro --each-visit",
            "  arclet night info alerts/ --from 2026-11-24T03:00:00Z",
            "Exit code 1 if nothing in it can be read as an alert."
        })
final class NightInfoCommand implements Callable<Integer> {
    @Mixin
    private NightInputOptions nights;

    @Option(names = "--each-visit", description = "Also a line for each visit.")
    private boolean eachVisit;

    @Mixin
    private DecodingOptions decoding;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        NightInput input = nights.input();
        NightSummary summary;
        try (SimulationProgress progress = SimulationProgress.open(new LiveLine(), "alerts")) {
            summary = NightSummary.of(input, decoding.decoder(input.paths()), progress::at);
        }
        if (summary.packets() == 0) {
            throw new UserError(
                    "no alerts of that kind in " + input.paths() + "; give wire messages or Avro containers");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(new NightPage(input, summary).text());
        if (eachVisit) {
            out.print(NightPage.visits(summary));
        }
        out.flush();
        return summary.alerts() == 0 ? 1 : 0;
    }
}

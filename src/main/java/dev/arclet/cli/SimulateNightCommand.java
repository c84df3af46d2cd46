package dev.arclet.cli;

import dev.arclet.night.NightWriter;
import dev.arclet.sky.NightFile;
import dev.arclet.sky.NightPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code arclet simulate night}: a night of alerts and the truth about them. */
@Command(
        name = "night",
        mixinStandardHelpOptions = true,
        description =
                "Writes a night of simulated alerts as an Avro container (zstd), and NAME.truth.csv with what each"
                        + " alert is of. Any Avro tool reads the container; arclet replay sends it to a topic. The same options give"
                        + " the same files.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  arclet simulate night --visits 20 --alerts 100 --lenses 0.1 --seed 1 --out night.avro",
            "  arclet simulate night --visits 100 --alerts 10000 --slim --out survey.avro",
            "A night begins at nine in the evening of 2026-11-23 in Chile. Its length takes no memory, only time: about 6 ms",
            "of one processor an alert."
        })
public final class SimulateNightCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--visits",
            paramLabel = "N",
            defaultValue = "20",
            description = "Visits of the night, one in 37 s (default: ${DEFAULT-VALUE}).")
    private int visits;

    @Option(
            names = "--alerts",
            paramLabel = "N",
            defaultValue = "100",
            description = "Alerts of a visit (default: ${DEFAULT-VALUE}).")
    private int alerts;

    @Option(
            names = "--lenses",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "Share of the objects that are lenses, 0 to 1 (default: ${DEFAULT-VALUE}).")
    private double lenses;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "File to write, for example night.avro.")
    private Path out;

    @Option(
            names = "--slim",
            description =
                    "Leave variance and point-spread function out of the cutouts, and earlier nights out of the history: 30 kB a"
                            + " packet, not 110 to 150.")
    private boolean slim;

    @Option(names = "--threads", paramLabel = "N", description = "Threads to work with (default: all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--force", description = "Write over files that exist.")
    private boolean force;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads is " + threads + "; give at least 1");
        }
        NightPlan plan = plan();
        Path truth = NightWriter.truthFile(out);
        for (Path file : List.of(out, truth)) {
            if (!force && Files.exists(file)) {
                throw new ParameterException(
                        spec.commandLine(), file + " exists; give another --out, or --force to write over it");
            }
        }
        long ofLenses;
        try (SimulationProgress progress = new SimulationProgress(new LiveLine(), "alerts", plan.alerts())) {
            ofLenses = new NightFile(plan).write(out, threads, progress::at);
        }
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%s: %d alerts, %d of them of lenses; the truth is in %s%n",
                        out,
                        plan.alerts(),
                        ofLenses,
                        truth);
        return 0;
    }

    private NightPlan plan() {
        try {
            return new NightPlan(seed, visits, alerts, lenses, slim);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}

package dev.arclet.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code arclet simulate}: the sky by seed number. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Simulates nights of alerts, or labelled pictures to train on.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  arclet simulate night --visits 20 --alerts 100 --out night.avro",
            "  arclet simulate stamps --count 60000 --out src/train/data/train",
            "All options: arclet simulate night --help, arclet simulate stamps --help"
        },
        subcommands = {SimulateNightCommand.class, SimulateStampsCommand.class})
public final class SimulateCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to simulate: night or stamps");
    }
}

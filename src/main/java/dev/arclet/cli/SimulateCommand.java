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
        subcommands = {SimulateNightCommand.class, SimulateStampsCommand.class})
public final class SimulateCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to simulate: night or stamps");
    }
}

package dev.arclet.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code arclet dead-letters}: the alerts that could not be read or scored. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = "Lists the alerts that could not be read or scored, shows one, and sends them again after a fix.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  arclet dead-letters list --since 12h",
            "  arclet dead-letters show lens-dead-letters/0/17 --save packet.bin",
            "  arclet dead-letters replay --reason unknown_schema --since 2026-11-24T22:00:00Z",
            "All options: arclet dead-letters list --help, and so on"
        },
        subcommands = {DeadLettersListCommand.class, DeadLettersShowCommand.class, DeadLettersReplayCommand.class})
final class DeadLettersCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do with dead letters: list, show or replay");
    }
}

package dev.arclet.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Whether command lines that stand in other files are right; none of them is run. */
public final class CommandLines {
    private final CommandLine program = Arclet.commandLine();

    /** Of all commands that a user sees. */
    public Set<String> names() {
        return program.getSubcommands().keySet();
    }

    /** What the program would say of {@code arclet ARGUMENTS}; empty if it would run. */
    public Optional<String> mistake(List<String> arguments) {
        try {
            program.parseArgs(arguments.toArray(String[]::new));
            return Optional.empty();
        } catch (ParameterException e) {
            return Optional.of("arclet " + String.join(" ", arguments) + ": " + e.getMessage());
        }
    }
}

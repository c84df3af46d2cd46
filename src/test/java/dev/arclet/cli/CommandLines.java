package dev.arclet.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ParameterException;

/** Whether command lines that stand in other files are right; none of them is run. */
public final class CommandLines {
    private CommandLines() {}

    /** Of all commands that a user sees. */
    public static Set<String> names() {
        return Arclet.commandLine().getSubcommands().keySet();
    }

    /** What the program would say of {@code arclet ARGUMENTS}; empty if it would run. */
    public static Optional<String> mistake(List<String> arguments) {
        try {
            Arclet.commandLine().parseArgs(arguments.toArray(String[]::new));
            return Optional.empty();
        } catch (ParameterException e) {
            return Optional.of("arclet " + String.join(" ", arguments) + ": " + e.getMessage());
        }
    }
}

package dev.arclet.cli;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that sets a run apart from the live one, with topics of its own. */
final class RunId {
    private static final int LONGEST = 60;

    @Option(
            names = "--run-id",
            paramLabel = "ID",
            description =
                    "Sets this run apart from the live one: its topics and its application have -ID behind their names.")
    private String id;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    Optional<String> value() {
        if (id != null && !id.matches("[A-Za-z0-9-]{1," + LONGEST + "}")) {
            throw new ParameterException(
                    command.commandLine(),
                    "--run-id is '" + id + "'; give letters, digits and '-', " + LONGEST + " at most");
        }
        return Optional.ofNullable(id);
    }

    /** A topic's name in this run. */
    String topic(String live) {
        return value().map(run -> live + "-" + run).orElse(live);
    }
}

package dev.arclet.cli;

import dev.arclet.night.NightInput;
import dev.arclet.night.NightSelection;
import dev.arclet.night.NightSelection.VisitRange;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** By which a command takes nights, or a part of them. */
final class NightInputOptions {
    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "Files, folders and .tar.gz archives of alerts, wire messages or Avro containers.")
    private List<Path> paths;

    @Option(
            names = "--merge",
            description = "Read the PATHs side by side, by the time of their alerts, and not one after another.")
    private boolean merge;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Only alerts whose exposure was at this time or later: 2026-11-24T03:00:00Z, or MJD in TAI.")
    private String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Only alerts whose exposure was before this time.")
    private String to;

    @Option(
            names = "--visits",
            paramLabel = "A-B",
            description = "Only these visits: counted from 1, or by their own numbers (2026112300041-2026112300080).")
    private String visits;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    List<Path> paths() {
        return paths;
    }

    /** What the user wants of the files. */
    NightInput input() {
        return new NightInput(paths, merge, selection());
    }

    private NightSelection selection() {
        NightSelection all = NightSelection.ALL;
        double start = from == null ? all.from() : read("--from", from, NightSelection::moment);
        double end = to == null ? all.to() : read("--to", to, NightSelection::moment);
        VisitRange range = visits == null ? all.visits() : read("--visits", visits, VisitRange::parse);
        return read("--from, --to", "", same -> new NightSelection(start, end, range));
    }

    private <T> T read(String option, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), option + ": " + e.getMessage(), e);
        }
    }
}

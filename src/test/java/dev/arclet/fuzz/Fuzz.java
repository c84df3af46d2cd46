package dev.arclet.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Millions of damaged inputs by hand: fast, as nothing follows the code's branches. Jazzer does that, slowly; what it has found to reach
 * new code is what this damages further.
 */
@Command(
        name = "fuzz",
        mixinStandardHelpOptions = true,
        description = "Calls a fuzz target with damaged inputs, and keeps each that breaks it.",
        footer = "Exit code 0 if none broke it; 1 if one did.")
public final class Fuzz implements Callable<Integer> {
    private static final int TOLD_EVERY = 100_000;

    @Option(names = "--target", required = true, paramLabel = "NAME", description = "Such as edited_record.")
    private String target;

    @Option(names = "--executions", defaultValue = "1000000", description = "Default: ${DEFAULT-VALUE}")
    private long executions;

    @Option(names = "--seed", defaultValue = "1", description = "Of the damage. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--corpus",
            paramLabel = "FOLDER",
            description =
                    "Inputs to damage besides the target's own, one a file, such as Jazzer keeps them. Default: none")
    private Path corpus;

    @Option(
            names = "--keep",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "Where inputs go that broke it. Default: ${DEFAULT-VALUE}")
    private Path keep;

    private Fuzz() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Fuzz()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        FuzzTarget chosen = FuzzTarget.valueOf(target.toUpperCase(Locale.ROOT));
        List<byte[]> inputs = inputs(chosen);
        Mutations mutations = new Mutations(seed);
        long broken = 0;
        for (long done = 1; done <= executions; done++) {
            byte[] input = mutations.of(inputs);
            if (!survives(chosen, input)) {
                Files.write(keep.resolve(chosen.word() + "-" + ++broken), input);
            }
            if (done % TOLD_EVERY == 0 || done == executions) {
                System.out.printf(
                        Locale.ROOT,
                        "%s: %,d executions on %,d inputs, %d broke it%n",
                        chosen.word(),
                        done,
                        inputs.size(),
                        broken);
            }
        }
        return broken == 0 ? 0 : 1;
    }

    private List<byte[]> inputs(FuzzTarget chosen) throws IOException {
        List<byte[]> inputs = new ArrayList<>(chosen.seeds());
        if (corpus != null) {
            try (Stream<Path> files = Files.list(corpus)) {
                for (Path file : files.sorted().toList()) {
                    inputs.add(Files.readAllBytes(file));
                }
            }
        }
        return inputs;
    }

    private static boolean survives(FuzzTarget target, byte[] input) {
        try {
            target.accept(input);
            return true;
        } catch (RuntimeException | Error e) {
            e.printStackTrace();
            return false;
        }
    }
}

package dev.arclet.chaos;

import dev.arclet.stream.StreamSettings.Guarantee;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The fault harness by hand: minutes of faults against real processes, and the table of {@code docs/reliability.md}. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        description = "Lets faults happen to real Arclet and Kafka processes, and says what became of every alert.",
        footer = "Exit code 0 if nothing was lost, wrong or, under exactly once, told twice; 1 if not.")
public final class Chaos implements Callable<Integer> {
    @Option(
            names = "--guarantee",
            paramLabel = "NAME",
            defaultValue = "exactly_once",
            description = "at_least_once or exactly_once. Default: ${DEFAULT-VALUE}")
    private String guarantee;

    @Option(names = "--faults", split = ",", paramLabel = "FAULT", description = "Only these. Default: all")
    private List<String> faults = List.of();

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Of order, victims and times. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--rate", defaultValue = "100", description = "Alerts a second. Default: ${DEFAULT-VALUE}")
    private int perSecond;

    @Option(
            names = "--seconds",
            defaultValue = "600",
            description = "After this time no further fault begins. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--page",
            paramLabel = "FILE",
            description = "Page whose table gets these results, such as docs/reliability.md. Default: none")
    private Path page;

    private Chaos() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Chaos()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("arclet-chaos");
        System.err.println("chaos: logs in " + folder);
        Guarantee promised = Guarantee.valueOf(guarantee.toUpperCase(Locale.ROOT));
        ChaosRun.Result result =
                new ChaosRun(promised, List.copyOf(chosen()), seed, perSecond, Duration.ofSeconds(seconds)).run(folder);
        result.trials().forEach(trial -> System.out.println(trial.line()));
        System.out.println("all in all: " + result.total());
        if (page != null) {
            ReliabilityPage.update(page, result.trials());
        }
        return result.isKept() ? 0 : 1;
    }

    private Set<Fault> chosen() {
        EnumSet<Fault> chosen = EnumSet.noneOf(Fault.class);
        for (Fault fault : Fault.values()) {
            if (faults.isEmpty() || faults.contains(fault.word())) {
                chosen.add(fault);
            }
        }
        chosen.removeIf(Chaos::isImpossible);
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("none of these is a fault that can happen here: " + faults);
        }
        return chosen;
    }

    private static boolean isImpossible(Fault fault) {
        fault.obstacle().ifPresent(why -> System.err.printf("chaos: %s is left out, for %s%n", fault.word(), why));
        return fault.obstacle().isPresent();
    }
}

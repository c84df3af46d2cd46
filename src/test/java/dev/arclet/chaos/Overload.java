package dev.arclet.chaos;

import dev.arclet.stream.StreamSettings.Guarantee;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The overload run by hand: minutes at a multiple of the capacity, and the table of {@code docs/reliability.md}. */
@Command(
        name = "overload",
        mixinStandardHelpOptions = true,
        description =
                "Sends more alerts than an instance can score, for minutes, and says what grows and what became of every alert.",
        footer = "Exit code 0 if nothing was lost, wrong or, under exactly once, told twice; 1 if not.")
public final class Overload implements Callable<Integer> {
    private static final double MIB = 1 << 20;

    @Option(names = "--guarantee", defaultValue = "exactly_once", description = "at_least_once or exactly_once.")
    private String guarantee;

    @Option(names = "--load", defaultValue = "3", description = "Multiple of the capacity. Default: ${DEFAULT-VALUE}")
    private double load;

    @Option(names = "--minutes", defaultValue = "10", description = "How long. Default: ${DEFAULT-VALUE}")
    private int minutes;

    @Option(names = "--page", paramLabel = "FILE", description = "Page whose table gets the results. Default: none")
    private Path page;

    private Overload() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Overload()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("arclet-overload");
        System.err.println("overload: logs in " + folder);
        Guarantee promised = Guarantee.valueOf(guarantee.toUpperCase(Locale.ROOT));
        OverloadRun run = new OverloadRun(
                promised, load, Duration.ofMinutes(minutes), Duration.ofMinutes(1), Duration.ofSeconds(30), true);
        OverloadRun.Result result = run.run(folder);
        String text = text(run, promised, result);
        System.out.print(text);
        if (page != null) {
            new PagePart(page, "overload").write(text);
        }
        return result.toll().isClean(promised == Guarantee.AT_LEAST_ONCE) ? 0 : 1;
    }

    private String text(OverloadRun run, Guarantee promised, OverloadRun.Result result) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d alerts a second, %s times what one modelled card of 50 pictures a second can score, under `%s`:%n%n"
                        + "| minute | heap after collection | resident | threads | files | sent | ended | behind | flow |%n"
                        + "|--:|--:|--:|--:|--:|--:|--:|--:|---|%n",
                run.perSecond(),
                load == Math.rint(load) ? Long.toString((long) load) : Double.toString(load),
                promised.kafkaName()));
        for (Look look : result.looks()) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %d | %.1f MiB | %.0f MiB | %d | %d | %,d | %,d | %,d | %s |%n",
                    Math.round(look.at().toSeconds() / 60.0),
                    look.vitals().heap() / MIB,
                    look.vitals().resident() / MIB,
                    look.vitals().threads(),
                    look.vitals().files(),
                    look.sent(),
                    look.ended(),
                    look.vitals().behind(),
                    look.vitals().flow()));
        }
        text.append(String.format(
                Locale.ROOT,
                "%nThen no more came, %,d waited, and the instance was ended by SIGKILL. One with `--shed 30s` had ended them all %.1f s"
                        + " after its start, and said `%s`. Ended by itself: %d. All in all: %s; by ending %s.%n",
                result.behindAtEnd(),
                result.drainMillis() / 1000.0,
                result.flowAtEnd(),
                result.ends(),
                result.toll().sum(),
                result.endings()));
        return text.toString();
    }
}

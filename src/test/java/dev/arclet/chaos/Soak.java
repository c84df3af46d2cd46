package dev.arclet.chaos;

import dev.arclet.stream.StreamSettings.Guarantee;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The soak by hand: an hour at a steady load, and the table of {@code docs/reliability.md}. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description = "Runs one instance with the model that ships at a steady load, and says whether anything grows.",
        footer = "Exit code 0 if nothing was lost, wrong, told twice or grew beyond its bound; 1 if not.")
public final class Soak implements Callable<Integer> {
    private static final int ROWS = 12;
    private static final double MIB = 1 << 20;

    @Option(names = "--rate", defaultValue = "150", description = "Alerts a second. Default: ${DEFAULT-VALUE}")
    private int perSecond;

    @Option(names = "--minutes", defaultValue = "60", description = "How long. Default: ${DEFAULT-VALUE}")
    private int minutes;

    @Option(
            names = "--every",
            defaultValue = "60",
            description = "Seconds between two looks at the process. Default: ${DEFAULT-VALUE}")
    private int every;

    @Option(names = "--page", paramLabel = "FILE", description = "Page whose table gets the results. Default: none")
    private Path page;

    private Soak() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Soak()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("arclet-soak");
        System.err.println("soak: data and logs in " + folder);
        SoakRun.Result result = new SoakRun(
                        Guarantee.EXACTLY_ONCE, perSecond, Duration.ofMinutes(minutes), Duration.ofSeconds(every))
                .run(folder);
        String text = table(result.looks()) + "\n" + verdict(result);
        System.out.print(text);
        if (page != null) {
            new PagePart(page, "soak").write(text);
        }
        return result.isClean() && isFlat(vitals(result)) ? 0 : 1;
    }

    private static boolean isFlat(List<Vitals> vitals) {
        return Flatness.ALL.stream().allMatch(flatness -> flatness.isKept(vitals));
    }

    private static List<Vitals> vitals(SoakRun.Result result) {
        return result.looks().stream().map(Look::vitals).toList();
    }

    /** The last look of each twelfth of the time. */
    private static String table(List<Look> looks) {
        StringBuilder table = new StringBuilder("""
                | minute | heap after collection | beyond the heap | resident | threads | files | sent | ended | behind | flow |
                |--:|--:|--:|--:|--:|--:|--:|--:|--:|---|
                """);
        int step = Math.max(1, looks.size() / ROWS);
        for (int i = step - 1; i < looks.size(); i += step) {
            table.append(row(looks.get(i)));
        }
        return table.toString();
    }

    private static String row(Look look) {
        Vitals vitals = look.vitals();
        return String.format(
                Locale.ROOT,
                "| %.0f | %.1f MiB | %.0f MiB | %.0f MiB | %d | %d | %,d | %,d | %,d | %s |%n",
                look.at().toMillis() / 60_000.0,
                vitals.heap() / MIB,
                vitals.beyondHeap() / MIB,
                vitals.resident() / MIB,
                vitals.threads(),
                vitals.files(),
                look.sent(),
                look.ended(),
                vitals.behind(),
                vitals.flow());
    }

    private String verdict(SoakRun.Result result) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d alerts a second for %d minutes under `exactly_once_v2`, with `arclet-s` on one thread. The medians of the second and of the last tenth of that time:%n%n",
                perSecond,
                minutes));
        List<Vitals> vitals = vitals(result);
        for (Flatness flatness : Flatness.ALL) {
            text.append("- ").append(flatness.tell(vitals)).append(flatness.isKept(vitals) ? "\n" : ". **It grew.**\n");
        }
        text.append(String.format(
                Locale.ROOT,
                "%n%s; the process ended by itself %d times.%n",
                result.toll().sum(),
                result.ends()));
        return text.toString();
    }
}

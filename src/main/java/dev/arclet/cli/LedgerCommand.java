package dev.arclet.cli;

import dev.arclet.alert.ObservingNight;
import dev.arclet.kafka.TopicReader;
import dev.arclet.stream.DeadLetter;
import dev.arclet.stream.NightCounts;
import dev.arclet.stream.NightLedger;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code arclet ledger}: what became of every alert, night by night. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        description = "Says what became of the alerts of each observing night, from the output topics.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  arclet ledger                                  a line a night",
            "  arclet ledger --night 20261124                 one night, by reason",
            "  arclet ledger --night 20261124 --format json --kafka client.properties",
            "A night goes from noon to noon in Chile and has the date of its evening. Every",
            "alert counts once: one that was answered again, after a crash or because it was",
            "sent twice, is told apart. Dead letters whose alert was sent again and answered",
            "do not count. Needs about 30 MB of memory for a million alerts.",
            "Exit code 0 if all records could be read, 1 if not."
        })
final class LedgerCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    enum Format {
        TABLE,
        JSON
    }

    @Option(
            names = "--night",
            paramLabel = "YYYYMMDD",
            converter = Night.class,
            description = "Only this night, and by reason. Default: a line a night.")
    private Optional<ObservingNight> night = Optional.empty();

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Format format;

    @Option(
            names = "--scores",
            paramLabel = "TOPIC",
            defaultValue = "lens-scores",
            description = "Topic of outcomes, output.scores of the pipeline. Default: ${DEFAULT-VALUE}")
    private String scores;

    @Option(
            names = "--dead-letters",
            paramLabel = "TOPIC",
            defaultValue = "lens-dead-letters",
            description = "Topic of dead letters, output.deadLetters of the pipeline. Default: ${DEFAULT-VALUE}")
    private String deadLetters;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = DeadLetterSelection.Since.class,
            description = "Read only records of this time or later, which is faster: 2026-11-24T22:00:00Z, or 12h, 3d."
                    + " Default: all that the topics hold")
    private Optional<Instant> since = Optional.empty();

    @Mixin
    private KafkaOptions kafka;

    @Spec
    private CommandSpec spec;

    /** Reads {@code --night}. */
    static final class Night implements ITypeConverter<ObservingNight> {
        @Override
        public ObservingNight convert(String text) {
            try {
                return ObservingNight.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Override
    public Integer call() {
        NightLedger ledger = read();
        PrintWriter out = spec.commandLine().getOut();
        out.print(text(ledger.nights()));
        out.flush();
        if (ledger.unreadable() > 0) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            "arclet: %s records of %s are no outcomes that this version can read, and are not counted;"
                                    + " see whether that is the topic, and whether a newer Arclet writes it%n",
                            Report.number(ledger.unreadable()), scores);
        }
        return ledger.unreadable() > 0 ? 1 : 0;
    }

    /** Letters are read twice, for a later one may say that an earlier one is settled. */
    private NightLedger read() {
        NightLedger ledger = new NightLedger(night);
        try (TopicReader reader = new TopicReader(kafka.settings(), PATIENCE)) {
            reader.forEach(scores, since, ledger::addScore);
            reader.forEach(deadLetters, since, ledger::noteReplays);
            reader.forEach(deadLetters, since, letter -> ledger.addDeadLetter(new DeadLetter(letter)));
        }
        return ledger;
    }

    private String text(SortedMap<ObservingNight, NightCounts> nights) {
        if (format == Format.JSON) {
            return LedgerReport.json(nights);
        }
        return night.map(only -> LedgerReport.night(only, nights.getOrDefault(only, NightCounts.NONE)))
                .orElseGet(() -> LedgerReport.overview(nights));
    }
}

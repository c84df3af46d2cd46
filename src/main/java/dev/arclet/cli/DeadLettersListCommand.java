package dev.arclet.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arclet.kafka.TopicReader;
import dev.arclet.stream.DeadLetter;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code arclet dead-letters list}: how many there are of each cause. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists dead letters by their cause, or each of them.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  arclet dead-letters list",
            "  arclet dead-letters list --reason unknown_schema --format jsonl",
            "The last letter of each cause stands for it. A letter that came back is of an alert that was sent again by",
            "replay and failed once more."
        })
final class DeadLettersListCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    enum Format {
        TABLE,
        JSONL
    }

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "One of ${COMPLETION-CANDIDATES}; table: a line a cause, jsonl: a line a letter."
                    + " Default: ${DEFAULT-VALUE}")
    private Format format;

    @Mixin
    private DeadLetterSelection selection;

    @Spec
    private CommandSpec spec;

    /** The letters of one reason. */
    private static final class Cause {
        private long letters;
        private long cameBack;
        private Instant first = Instant.MAX;
        private DeadLetter last;

        void add(DeadLetter letter) {
            letters++;
            cameBack += !letter.replayedFrom().isEmpty() ? 1 : 0;
            if (letter.time().isBefore(first)) {
                first = letter.time();
            }
            if (last == null || !letter.time().isBefore(last.time())) {
                last = letter;
            }
        }
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (TopicReader reader = selection.reader()) {
            if (format == Format.JSONL) {
                selection.forEach(reader, letter -> out.println(json(letter)));
            } else {
                print(causes(reader), out);
            }
        }
        out.flush();
        return 0;
    }

    private Map<String, Cause> causes(TopicReader reader) {
        Map<String, Cause> causes = new TreeMap<>();
        selection.forEach(
                reader,
                letter -> causes.computeIfAbsent(letter.reason(), reason -> new Cause())
                        .add(letter));
        return causes;
    }

    private void print(Map<String, Cause> causes, PrintWriter out) {
        long letters =
                causes.values().stream().mapToLong(cause -> cause.letters).sum();
        long cameBack =
                causes.values().stream().mapToLong(cause -> cause.cameBack).sum();
        TextTable table = new TextTable("reason", "letters", "came back", "first", "last", "the last one", "says");
        causes.entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> -entry.getValue().letters))
                .forEach(entry -> {
                    Cause cause = entry.getValue();
                    table.add(
                            entry.getKey(),
                            Report.number(cause.letters),
                            Report.number(cause.cameBack),
                            cause.first.toString(),
                            cause.last.time().toString(),
                            cause.last.place().toString(),
                            Printable.line(cause.last.message()));
                });
        if (!table.isEmpty()) {
            out.print(table);
        }
        out.printf(
                "%s dead letters in %s%s%n",
                Report.number(letters),
                selection.topic(),
                cameBack > 0 ? ", " + Report.number(cameBack) + " of them after they had been sent again" : "");
    }

    private static String json(DeadLetter letter) {
        ObjectNode node = JSON.createObjectNode()
                .put("place", letter.place().toString())
                .put("time", letter.time().toString())
                .put("reason", letter.reason())
                .put("message", letter.message())
                .put("origin", letter.origin().map(DeadLetter.Place::toString).orElse(null))
                .put("whole", letter.isWhole())
                .put("bytes", letter.value().map(value -> value.length).orElse(0))
                .put("replays", letter.replayedFrom().size());
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("can't write a line of JSON", e);
        }
    }
}

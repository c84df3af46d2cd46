package dev.arclet.cli;

import dev.arclet.kafka.TopicReader;
import dev.arclet.stream.DeadLetter;
import dev.arclet.stream.DeadLetter.Place;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.header.Header;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code arclet dead-letters show}: all that is known of one. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows one dead letter.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  arclet dead-letters show lens-dead-letters/0/17",
            "  arclet dead-letters show lens-dead-letters/0/17 --save packet.bin --trace"
        })
final class DeadLettersShowCommand implements Callable<Integer> {
    private static final int SHOWN_BYTES = 64;

    @Parameters(
            paramLabel = "TOPIC/PARTITION/OFFSET",
            converter = AsPlace.class,
            description = "Where it is, as list says it.")
    private Place place;

    @Option(names = "--save", paramLabel = "FILE", description = "Write its value, the packet, to this new file.")
    private Optional<Path> save = Optional.empty();

    @Option(names = "--trace", description = "Show where in the program the failure was found.")
    private boolean trace;

    @Mixin
    private KafkaOptions kafka;

    @Spec
    private CommandSpec spec;

    /** Reads the place. */
    static final class AsPlace implements ITypeConverter<Place> {
        @Override
        public Place convert(String text) {
            try {
                return Place.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Override
    public Integer call() throws IOException {
        DeadLetter letter;
        try (TopicReader reader = new TopicReader(kafka.settings(), DeadLetterSelection.PATIENCE)) {
            letter = reader.at(place.topic(), place.partition(), place.offset())
                    .map(DeadLetter::new)
                    .orElseThrow(
                            () -> new UserError(
                                    "there is no record at " + place
                                            + "; it may be older than the topic keeps, or the place is wrong: see arclet dead-letters list"));
        }
        print(letter);
        if (save.isPresent()) {
            save(letter, save.get());
        }
        return 0;
    }

    private void print(DeadLetter letter) {
        PrintWriter out = spec.commandLine().getOut();
        line(out, "place", letter.place().toString());
        line(out, "reason", Printable.line(letter.reason()));
        line(out, "message", Printable.line(letter.message()));
        line(out, "alert", letter.origin().map(Place::toString).orElse("not said"));
        letter.alert().ifPresent(alert -> line(out, "its id", Printable.line(alert.survey()) + " " + alert.sourceId()));
        line(out, "its time", letter.time().toString());
        line(out, "sent again", letter.replayedFrom().size() + " times");
        for (Header header : letter.headers()) {
            byte[] value = header.value();
            line(out, "header", Printable.line(header.key()) + " = " + (value == null ? "none" : shown(value)));
        }
        line(
                out,
                "value",
                letter.value()
                        .map(value -> "%s bytes, %s: %s"
                                .formatted(
                                        Report.number(value.length),
                                        letter.isWhole() ? "the packet" : "what was left of the alert",
                                        shown(value)))
                        .orElse("none"));
        if (trace) {
            out.println(Printable.lines(letter.stackTrace()));
        }
        out.flush();
    }

    private static String shown(byte[] value) {
        return Printable.bytes(value, SHOWN_BYTES);
    }

    private static void line(PrintWriter out, String name, String value) {
        out.printf("%-10s  %s%n", name, value);
    }

    private void save(DeadLetter letter, Path file) throws IOException {
        byte[] value = letter.value().orElseThrow(() -> new UserError(place + " has no value to save"));
        Files.write(file, value, StandardOpenOption.CREATE_NEW);
        spec.commandLine().getErr().printf("arclet: %s bytes written to %s%n", Report.number(value.length), file);
    }
}

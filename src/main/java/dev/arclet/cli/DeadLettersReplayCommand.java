package dev.arclet.cli;

import dev.arclet.kafka.Cluster;
import dev.arclet.kafka.TopicReader;
import dev.arclet.kafka.Topics;
import dev.arclet.stream.DeadLetter;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code arclet dead-letters replay}: sends alerts again, once what they failed of is mended. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Sends the alerts of dead letters again, to the topics that they came from.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  arclet dead-letters replay --reason unknown_schema --dry-run",
            "  arclet dead-letters replay --reason unknown_schema --since 12h",
            "  arclet dead-letters replay --all --to lsst-alerts-again",
            "Nothing is removed from the dead letters. An alert that failed again after a replay is sent once, for its last",
            "letter. One that was scored meanwhile is skipped by the service as a duplicate.",
            "Where a letter holds only what was left of an alert, its packet is fetched from its own topic.",
            "Exit code 0 when all were sent, 1 when some are gone from their topics, or after a failure."
        })
final class DeadLettersReplayCommand implements Callable<Integer> {
    private static final int LARGEST_REQUEST = 17 << 20;

    @Option(
            names = "--to",
            paramLabel = "TOPIC",
            description = "Send them all to this topic, which must be there. Default: where each came from.")
    private Optional<String> to = Optional.empty();

    @Option(names = "--all", description = "Send all there are; without it, say which by --reason, --match or --since.")
    private boolean all;

    @Option(names = "--dry-run", description = "Only say what would be sent where.")
    private boolean dryRun;

    @Mixin
    private DeadLetterSelection selection;

    @Spec
    private CommandSpec spec;

    private final Set<String> topics = new HashSet<>();
    private final Map<String, Long> sent = new TreeMap<>();
    private long sentBefore;
    private long gone;
    private long placeless;

    @Override
    public Integer call() throws InterruptedException {
        if (all == selection.isNarrowed()) {
            throw new ParameterException(
                    spec.commandLine(), "say which to send again: --all, or some of --reason, --match and --since");
        }
        try (Admin admin = Cluster.connect(selection.client(), DeadLetterSelection.PATIENCE)) {
            if (to.isPresent()) {
                Topics.require(admin, to.get());
            }
            topics.addAll(Topics.names(admin));
        }
        try (TopicReader letters = selection.reader();
                TopicReader alerts = selection.reader()) {
            Set<String> superseded = superseded(letters);
            if (dryRun) {
                selection.forEach(letters, letter -> again(letter, superseded, alerts));
            } else {
                send(letters, alerts, superseded);
            }
        }
        report();
        return gone + placeless > 0 ? 1 : 0;
    }

    /** Places of letters whose alert was sent again and has a later letter. */
    private Set<String> superseded(TopicReader letters) {
        Set<String> superseded = new HashSet<>();
        selection.forEachOfAll(letters, letter -> superseded.addAll(letter.replayedFrom()));
        return superseded;
    }

    private void send(TopicReader letters, TopicReader alerts, Set<String> superseded) {
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (Producer<byte[], byte[]> producer = producer()) {
            selection.forEach(letters, letter -> {
                again(letter, superseded, alerts).ifPresent(alert -> send(producer, alert, failure));
                requireNone(failure.get());
            });
            producer.flush();
        }
        requireNone(failure.get());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of the outcome
    private static void send(
            Producer<byte[], byte[]> producer,
            ProducerRecord<byte[], byte[]> alert,
            AtomicReference<Exception> failure) {
        producer.send(alert, (metadata, e) -> failure.compareAndSet(null, e));
    }

    private void requireNone(Exception failure) {
        if (failure != null) {
            throw new UserError(
                    "not all alerts could be sent again: %s; those before it were (%s), give --since to go on from there"
                            .formatted(Trouble.describe(failure), sent),
                    failure);
        }
    }

    private Producer<byte[], byte[]> producer() {
        Properties sending = selection.client().producer();
        sending.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "arclet-dead-letters");
        sending.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
        return new KafkaProducer<>(sending, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** The alert of a letter, counted; empty where it is not to be sent or can't be. */
    private Optional<ProducerRecord<byte[], byte[]>> again(
            DeadLetter letter, Set<String> superseded, TopicReader alerts) {
        if (superseded.contains(letter.place().toString())) {
            sentBefore++;
            return Optional.empty();
        }
        Optional<DeadLetter.Place> origin = letter.origin();
        Optional<String> target = to.or(() -> origin.map(DeadLetter.Place::topic));
        if (target.isEmpty() || (!letter.isWhole() && origin.isEmpty())) {
            placeless++;
            return Optional.empty();
        }
        if (!topics.contains(target.get())) {
            // A broker may well make it, and nobody would read it.
            throw new UserError(
                    "topic %s, from which the alert of letter %s came, is no more; give --to TOPIC with one that is read now, and --match to choose these letters"
                            .formatted(target.get(), letter.place()));
        }
        Optional<ProducerRecord<byte[], byte[]>> alert = letter.isWhole()
                ? Optional.of(letter.again(target.get()))
                : alerts.at(
                                origin.get().topic(),
                                origin.get().partition(),
                                origin.get().offset())
                        .map(original -> letter.again(target.get(), original));
        if (alert.isPresent()) {
            sent.merge(target.get(), 1L, Long::sum);
        } else {
            gone++;
        }
        return alert;
    }

    private void report() {
        PrintWriter out = spec.commandLine().getOut();
        String verb = dryRun ? "would be sent" : "sent";
        if (sent.isEmpty()) {
            out.println("no alerts " + verb + " again");
        }
        sent.forEach((topic, alerts) -> out.printf("%s alerts %s again to %s%n", Report.number(alerts), verb, topic));
        print(out, sentBefore, "letters passed over: their alerts were sent again before, and have a later letter");
        print(out, gone, "alerts are gone from their topics, and their letters hold only what was left of them");
        print(out, placeless, "letters do not say where their alert came from; give --to, if they hold the packet");
        out.flush();
    }

    private static void print(PrintWriter out, long count, String what) {
        if (count > 0) {
            out.printf("%s %s%n", Report.number(count), what);
        }
    }
}

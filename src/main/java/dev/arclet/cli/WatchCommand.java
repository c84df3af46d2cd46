package dev.arclet.cli;

import dev.arclet.kafka.ClientSettings;
import dev.arclet.kafka.Cluster;
import dev.arclet.kafka.TopicTail;
import dev.arclet.kafka.Topics;
import dev.arclet.latency.DeliveryLatency;
import dev.arclet.latency.EpochMicros;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code arclet watch}: what a broker downstream sees. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description =
                "Shows candidates or scores as they come to a consumer, and measures how long they took to get there.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  arclet watch --bootstrap kafka:9092",
            "  arclet watch --topic lens-scores --min-score 0.9 --band i,r",
            "  arclet watch --watch-list known-lenses --format jsonl",
            "  arclet watch --from beginning --limit 20",
            "Ctrl-C (SIGTERM) ends it. The latencies go to standard error then: of what was shown and had been published",
            "since the watch began, from the observatory's sending to this consumer. The broker's own part is known of",
            "topics with message.timestamp.type=LogAppendTime, which 'arclet run' makes under topics.appendTime=true."
        })
final class WatchCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    enum Format {
        TABLE,
        JSONL
    }

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            defaultValue = "lens-candidates",
            description = "Topic of candidates or scores, Avro or JSON: output.candidates, output.scores or one of"
                    + " output.topics. Default: ${DEFAULT-VALUE}")
    private String topic;

    @Mixin
    private WatchFilter filter;

    @Option(
            names = "--format",
            defaultValue = "table",
            description =
                    "One of ${COMPLETION-CANDIDATES}; jsonl: the score record, a line each. Default: ${DEFAULT-VALUE}")
    private Format format;

    @Option(
            names = "--from",
            defaultValue = "now",
            description = "Where to begin, one of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private TopicTail.From from;

    @Option(names = "--limit", paramLabel = "N", description = "End after so many.")
    private Optional<Long> limit = Optional.empty();

    @Mixin
    private KafkaOptions kafka;

    @ParentCommand
    private Arclet program;

    @Spec
    private CommandSpec spec;

    private final EpochMicros clock = EpochMicros.system();
    private final DeliveryLatency latency = new DeliveryLatency();
    private long began;
    private long shown;
    private long passedOver;
    private long unreadable;
    private long fromBefore;

    @Override
    public Integer call() throws InterruptedException {
        ClientSettings client = kafka.settings();
        try (Admin admin = Cluster.connect(client, PATIENCE)) {
            Topics.require(admin, topic);
        }
        boolean written;
        try (TopicTail tail = new TopicTail(client, topic, from, PATIENCE)) {
            began = clock.now();
            errors().printf(
                            "arclet: watching %s on %s (%d partitions) from %s; Ctrl-C ends it%n",
                            topic,
                            client.bootstrap(),
                            tail.partitions(),
                            from == TopicTail.From.NOW ? "now" : "its beginning");
            errors().flush();
            written = watch(tail, program.stopSignal().heed());
        }
        printSummary(written);
        return written ? 0 : 1;
    }

    /** Until there is a reason to end; false if that is a standard output that takes no more. */
    private boolean watch(TopicTail tail, StopSignal stop) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.TABLE) {
            out.println(WatchTable.head());
            out.flush();
        }
        while (!isEnough() && !stop.await(Duration.ZERO)) {
            List<ConsumerRecord<byte[], byte[]>> records = tail.poll(LOOK_EVERY);
            long now = clock.now();
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (!isEnough()) {
                    take(record, now, out);
                }
            }
            if (out.checkError()) {
                return false;
            }
        }
        return true;
    }

    private boolean isEnough() {
        return limit.map(most -> shown >= most).orElse(false);
    }

    private void take(ConsumerRecord<byte[], byte[]> record, long now, PrintWriter out) {
        WatchedRecord watched;
        try {
            watched = WatchedRecord.of(record, now);
        } catch (SerializationException e) {
            if (unreadable++ == 0) {
                errors().printf(
                                "arclet: %s/%d/%d is passed over: %s; others like it are only counted%n",
                                record.topic(), record.partition(), record.offset(), e.getMessage());
                errors().flush();
            }
            return;
        }
        if (!filter.accepts(watched)) {
            passedOver++;
            return;
        }
        shown++;
        boolean live = watched.publishedMicros().orElse(0) >= began;
        out.println(format == Format.TABLE ? WatchTable.row(watched, live) : watched.json());
        if (live) {
            latency.record(watched.moments());
        } else {
            fromBefore++;
        }
    }

    private void printSummary(boolean written) {
        PrintWriter errors = errors();
        errors.printf("arclet: %s shown of %s in %s", Report.number(shown), Report.number(shown + passedOver), topic);
        if (unreadable > 0) {
            errors.printf("; %s more could not be read", Report.number(unreadable));
        }
        errors.println();
        errors.print(latency);
        if (fromBefore > 0) {
            errors.printf(
                    "%s had been published before the watch began and are not in the latencies%n",
                    Report.number(fromBefore));
        }
        if (!written) {
            errors.println("arclet: stopped, for standard output takes no more (a closed pipe, a full disk)");
        }
        errors.flush();
    }

    private PrintWriter errors() {
        return spec.commandLine().getErr();
    }
}

package dev.arclet.cli;

import dev.arclet.alert.AlertDecoder;
import dev.arclet.alert.SchemaChain;
import dev.arclet.alert.SurveyProfile;
import dev.arclet.kafka.ClientSettings;
import dev.arclet.kafka.Cluster;
import dev.arclet.kafka.Topics;
import dev.arclet.night.NewIds;
import dev.arclet.night.NightInput;
import dev.arclet.night.Pace;
import dev.arclet.night.Replay;
import dev.arclet.night.ReplayException;
import dev.arclet.night.ReplayPosition;
import dev.arclet.night.ReplayReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code arclet replay}: files into a topic, at the telescope's pace or another. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Sends alerts from files into a Kafka topic, as the telescope would have sent them.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  arclet replay night.avro --topic lsst-alerts",
            "  arclet replay night.avro --topic lsst-alerts --speed 10 --visits 40-80",
            "  arclet replay night.avro --topic lsst-alerts --rate 270 --loop --ids new",
            "  arclet replay 20261123.avro 20261124.avro --merge --topic alerts --resume position",
            "  arclet replay alerts/ night.tar.gz --topic alerts --speed max --bootstrap kafka:9092",
            "  arclet replay alerts/ --topic alerts --kafka client.properties --schemas schemas/",
            "Alerts go in the order of the files; those of one visit go together. What can't be read as an alert is sent",
            "too, without waiting. A topic that is missing is made, with the broker's own number of partitions.",
            "Exit code 0 when the topic has every alert, 1 after a failure, 3 when the topic has every alert and the pace",
            "that was asked for was not kept."
        })
final class ReplayCommand implements Callable<Integer> {
    private static final Duration KAFKA_PATIENCE = Duration.ofSeconds(15);
    private static final int LARGEST_REQUEST = 17 << 20;
    private static final int PRODUCER_MEMORY = 64 << 20;
    private static final int FELL_BEHIND = 3;
    private static final String FOR_EVER = "0";

    @Mixin
    private NightInputOptions nights;

    @Option(names = "--topic", required = true, paramLabel = "TOPIC", description = "The topic to send them to.")
    private String topic;

    @Mixin
    private RunId runId;

    @Mixin
    private PaceOptions pacing;

    @Option(
            names = "--loop",
            paramLabel = "N",
            arity = "0..1",
            fallbackValue = FOR_EVER,
            description = "Send everything N times, or again and again until Ctrl-C.")
    private Long loop;

    /** What happens to ids. */
    enum Ids {
        /** They stay. */
        KEEP,
        /** Each lap after the first has others. */
        NEW
    }

    @Option(
            names = "--ids",
            defaultValue = "keep",
            paramLabel = "keep|new",
            description =
                    "Ids of the detections in laps after the first: keep makes duplicates of them, new gives each lap others,"
                            + " the same in every replay. Default: ${DEFAULT-VALUE}")
    private Ids ids;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description =
                    "Keep the position in this file, and go on from it if it is there, whatever ended the earlier replay."
                            + " What was sent in its last fifth of a second may be sent twice.")
    private Optional<Path> resume = Optional.empty();

    @Option(
            names = "--by-object",
            description = "All alerts of an object into one partition, in order. Usual with --run-id.")
    private boolean byObject;

    @Option(
            names = "--compression",
            paramLabel = "CODEC",
            description = "none, gzip, snappy, lz4 or zstd. Default: compression.type of --kafka FILE, else none.")
    private Optional<Codec> compression = Optional.empty();

    /** Kafka's codecs. */
    enum Codec {
        NONE,
        GZIP,
        SNAPPY,
        LZ4,
        ZSTD
    }

    @Mixin
    private DecodingOptions decoding;

    @Mixin
    private KafkaOptions kafka;

    @ParentCommand
    private Arclet program;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Pace pace = pacing.pace();
        NightInput input = nights.input();
        String target = runId.topic(topic);
        if (loop != null && loop < 0) {
            throw new ParameterException(spec.commandLine(), "--loop is " + loop + "; give 1 or more, or nothing");
        }
        requireFiles(input);
        Optional<ReplayPosition> position = position(input, target);
        if (position.isPresent() && position.get().isDone()) {
            System.err.printf(
                    "arclet: %s says that all is sent; remove it to send everything again%n", resume.orElseThrow());
            return 0;
        }
        ClientSettings client = kafka.settings();
        makeTopic(client, target);
        program.stopSignal().heed();
        try (Producer<byte[], byte[]> producer = producer(client)) {
            return replay(input, pace, target, position, producer);
        } catch (ReplayException e) {
            throw new UserError(
                    "%s (%s alerts were sent before)"
                            .formatted(
                                    e.getMessage(),
                                    Report.number(
                                            e.report().packets() - e.report().failed())),
                    e);
        }
    }

    private static void requireFiles(NightInput input) throws NoSuchFileException {
        for (Path path : input.paths()) {
            if (!Files.exists(path)) {
                throw new NoSuchFileException(path.toString(), null, "give a file, folder or .tar.gz of alerts");
            }
        }
    }

    private Optional<ReplayPosition> position(NightInput input, String target) throws IOException {
        if (resume.isEmpty()) {
            return Optional.empty();
        }
        String replay = "%s into %s, %s times, ids %s"
                .formatted(input.description(), target, laps() == Long.MAX_VALUE ? "endless" : laps(), ids);
        ReplayPosition position = ReplayPosition.open(resume.get(), replay.toLowerCase(Locale.ROOT));
        if (position.packets() > 0 || position.lap() > 0) {
            System.err.printf(
                    Locale.ROOT,
                    "arclet: goes on behind %,d alerts%s%n",
                    position.packets(),
                    position.lap() > 0 ? " of lap " + (position.lap() + 1) : "");
        }
        return Optional.of(position);
    }

    private long laps() {
        if (loop == null) {
            return 1;
        }
        return loop == 0 ? Long.MAX_VALUE : loop;
    }

    private int replay(
            NightInput input,
            Pace pace,
            String target,
            Optional<ReplayPosition> position,
            Producer<byte[], byte[]> producer)
            throws ReplayException, IOException, InterruptedException {
        SchemaChain chain = decoding.schemas(input.paths());
        List<SurveyProfile> profiles = decoding.profiles();
        StopSignal stop = program.stopSignal();
        Replay replay = new Replay(producer, target, new AlertDecoder(profiles, chain), pace).until(stop::isRaised);
        replay = position.map(replay::from).orElse(replay);
        replay = byObject || runId.value().isPresent() ? replay.byObject() : replay;
        Optional<NewIds> newIds = ids == Ids.NEW ? Optional.of(new NewIds(profiles, chain)) : Optional.empty();
        ReplayReport report;
        try (LiveLine line = new LiveLine()) {
            report = replay.run(input, laps(), newIds, new ReplayProgress(line));
        }
        ReplaySummary summary = new ReplaySummary(report, pace, pacing.tolerance(), target);
        boolean cutShort = stop.isRaised() && laps() != Long.MAX_VALUE;
        if (report.packets() == 0
                && !cutShort
                && position.map(ReplayPosition::packets).orElse(0L) == 0) {
            throw new UserError(summary.nothing(input));
        }
        System.err.print(summary.text());
        if (cutShort) {
            System.err.println("arclet: stopped before the end");
            return 1;
        }
        return summary.keptPace() ? 0 : FELL_BEHIND;
    }

    private void makeTopic(ClientSettings client, String target) throws InterruptedException {
        NewTopic missing = new NewTopic(target, Optional.empty(), Optional.empty())
                .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(LARGEST_REQUEST)));
        try (Admin admin = Cluster.connect(client, KAFKA_PATIENCE)) {
            Topics.ensure(admin, List.of(missing));
        }
    }

    private Producer<byte[], byte[]> producer(ClientSettings client) {
        Properties sending = client.producer();
        sending.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "arclet-replay");
        sending.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
        sending.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, PRODUCER_MEMORY);
        compression.ifPresent(codec ->
                sending.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, codec.name().toLowerCase(Locale.ROOT)));
        return new KafkaProducer<>(sending, new ByteArraySerializer(), new ByteArraySerializer());
    }
}

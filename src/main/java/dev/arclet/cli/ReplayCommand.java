package dev.arclet.cli;

import dev.arclet.alert.AlertDecoder;
import dev.arclet.alert.ClasspathSchemas;
import dev.arclet.alert.FolderSchemas;
import dev.arclet.alert.SchemaChain;
import dev.arclet.alert.SchemaSource;
import dev.arclet.alert.SurveyProfileException;
import dev.arclet.alert.SurveyProfiles;
import dev.arclet.kafka.ClientSettings;
import dev.arclet.kafka.Cluster;
import dev.arclet.kafka.KafkaSetupException;
import dev.arclet.kafka.Topics;
import dev.arclet.night.AlertFiles;
import dev.arclet.night.Replay;
import dev.arclet.night.ReplayException;
import dev.arclet.night.ReplayReport;
import dev.arclet.night.ReplaySpeed;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code arclet replay}: files into a topic, at the telescope's pace or another. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Sends alerts from files into a Kafka topic, as the telescope would have sent them.",
        footer = {
            "",
            "Examples:",
            "  arclet replay night.avro --topic lsst-alerts",
            "  arclet replay night.avro --topic lsst-alerts --speed 10",
            "  arclet replay alerts/ night.tar.gz --topic alerts --speed max --bootstrap kafka:9092",
            "  arclet replay alerts/ --topic alerts --kafka client.properties --schemas schemas/",
            "Alerts go in the order of the files; those of one visit go together. What can't be read as an alert is sent",
            "too, without waiting. A topic that is missing is made, with the broker's own number of partitions.",
            "Exit code 0 when the topic has every alert, 1 after a failure."
        })
final class ReplayCommand implements Callable<Integer> {
    private static final Duration KAFKA_PATIENCE = Duration.ofSeconds(15);
    private static final int LARGEST_REQUEST = 17 << 20;
    private static final int PRODUCER_MEMORY = 64 << 20;

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "Files, folders and .tar.gz archives of alerts, wire messages or Avro containers.")
    private List<Path> paths;

    @Option(names = "--topic", required = true, paramLabel = "TOPIC", description = "The topic to send them to.")
    private String topic;

    @Option(
            names = "--speed",
            defaultValue = "1",
            paramLabel = "N|max",
            converter = Speed.class,
            description = "How many times faster than the telescope; max waits for nothing. Default: ${DEFAULT-VALUE}")
    private ReplaySpeed speed;

    @Option(
            names = "--longest-gap",
            defaultValue = "300",
            paramLabel = "SECONDS",
            description = "Shorten longer gaps between visits, such as days, to this. Default: ${DEFAULT-VALUE}")
    private long longestGap;

    @Option(
            names = "--survey",
            defaultValue = "lsst,ztf",
            split = ",",
            paramLabel = "NAME|FILE",
            description = "Survey profiles that tell when an alert was taken. Default: ${DEFAULT-VALUE}")
    private List<String> surveys;

    @Mixin
    private SchemaOptions schemas;

    @Mixin
    private KafkaOptions kafka;

    /** Reads {@code --speed}. */
    static final class Speed implements ITypeConverter<ReplaySpeed> {
        @Override
        public ReplaySpeed convert(String text) {
            try {
                return ReplaySpeed.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        try (AlertFiles files = AlertFiles.open(paths);
                Producer<byte[], byte[]> producer = producer(kafka.settings())) {
            ReplayReport report = replay(files, producer);
            printEnd(report, files.skipped(), System.err);
            return 0;
        } catch (NoSuchFileException e) {
            throw new UserError("%s is not there; %s".formatted(e.getFile(), e.getReason()), e);
        } catch (IOException | UncheckedIOException e) {
            throw new UserError(e.getMessage(), e);
        } catch (KafkaSetupException e) {
            throw new UserError(e.getMessage(), e);
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

    private ReplayReport replay(AlertFiles files, Producer<byte[], byte[]> producer)
            throws ReplayException, InterruptedException {
        Replay replay = new Replay(producer, topic, decoder(), speed, Optional.of(Duration.ofSeconds(longestGap)));
        try (LiveLine line = new LiveLine()) {
            return replay.run(files, new ReplayProgress(line));
        }
    }

    private Producer<byte[], byte[]> producer(ClientSettings settings) throws InterruptedException {
        try (Admin admin = Cluster.connect(settings, KAFKA_PATIENCE)) {
            Topics.ensure(admin, List.of(new NewTopic(topic, Optional.empty(), Optional.empty())));
        }
        Properties sending = settings.producer();
        sending.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "arclet-replay");
        sending.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
        sending.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, PRODUCER_MEMORY);
        return new KafkaProducer<>(sending, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private AlertDecoder decoder() {
        List<SchemaSource> sources = new ArrayList<>();
        schemas.folder(paths).ifPresent(folder -> sources.add(new FolderSchemas(folder)));
        sources.add(new ClasspathSchemas());
        try {
            return new AlertDecoder(SurveyProfiles.load(surveys), new SchemaChain(sources));
        } catch (SurveyProfileException | IllegalArgumentException e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    private void printEnd(ReplayReport report, long skippedFiles, PrintStream out) {
        if (report.packets() == 0) {
            throw new UserError("no alerts in %s; give wire messages or Avro containers".formatted(paths));
        }
        out.printf("arclet: sent %s to %s%n", ReplayProgress.summary(report), topic);
        if (speed.isPaced()) {
            out.printf("arclet: at most %.1f s behind the night's own timing%n", seconds(report.furthestBehind()));
        }
        if (report.untimed() > 0) {
            out.printf(
                    "arclet: without a readable time and so sent without waiting: %s (schemas: --schemas DIR)%n",
                    Report.number(report.untimed()));
        }
        if (skippedFiles > 0) {
            out.printf("arclet: files without alerts, passed over: %s%n", Report.number(skippedFiles));
        }
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}

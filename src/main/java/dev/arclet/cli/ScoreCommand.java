package dev.arclet.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arclet.config.Layer;
import dev.arclet.config.PipelineConfig;
import dev.arclet.night.AlertFiles;
import dev.arclet.night.Packet;
import dev.arclet.record.LensScore;
import dev.arclet.record.OutcomeKind;
import dev.arclet.stream.DirectRoad;
import dev.arclet.stream.DirectRoad.Ending;
import dev.arclet.stream.JsonRecords;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code arclet score}: files in, a line an alert out, without Kafka. */
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        description = "Scores alerts from files, one line an alert: the same road as 'run', without Kafka.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  arclet score night.avro",
            "  arclet score alerts/ --format csv > scores.csv",
            "  arclet score alerts/lsst alerts/ztf --schemas schemas/ --format jsonl",
            "Scores go to standard output, the counts by outcome to standard error.",
            "Exit code 0 if every alert was answered, dead letters included; 1 if there was none, or after a failure."
        })
final class ScoreCommand implements Callable<Integer> {
    private static final String SCHEMA_FOLDER = "alerts.schemas.folder";
    private static final String TABLE_FORM = "%-20s  %-20s  %-4s  %-10s  %7s  %s";
    private static final String TABLE_HEAD =
            String.format(TABLE_FORM, "source id", "object id", "band", "outcome", "score", "reason");
    private static final ObjectMapper JSON = new ObjectMapper();

    enum Format {
        TABLE,
        CSV,
        JSONL
    }

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "Files, folders and .tar.gz archives of alerts, wire messages or Avro containers.")
    private List<Path> paths;

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Format format;

    @Option(
            names = "--topology",
            paramLabel = "FILE",
            description = "Pipeline file; topology/lsst.yaml and topology/ztf.yaml ship. Default: none, which reads the"
                    + " alerts of every survey that Arclet knows.")
    private Optional<String> topology = Optional.empty();

    @Mixin
    private SettingOptions settings;

    @Mixin
    private SchemaOptions schemas;

    @Override
    public Integer call() throws Exception {
        PipelineConfig config = config();
        try (AlertFiles files = AlertFiles.open(paths)) {
            if (!files.hasNext()) {
                throw new UserError("no alerts in %s; give wire messages or Avro containers".formatted(paths));
            }
            try (Pipeline pipeline = Pipeline.open(config)) {
                return score(files, pipeline);
            }
        }
    }

    /** A folder that was found stands in for one that is missing; one that was given outranks the file and the environment. */
    private PipelineConfig config() {
        Map<String, String> found = new LinkedHashMap<>();
        Map<String, String> given = new LinkedHashMap<>();
        schemas.folder(paths)
                .ifPresent(folder -> (schemas.isGiven() ? given : found).put(SCHEMA_FOLDER, folder.toString()));
        return settings.load(found, topology, List.of(new Layer.Settings("--schemas", given)));
    }

    private int score(AlertFiles files, Pipeline pipeline) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        DirectRoad road = pipeline.directRoad(printer(format, out));
        RateMeter rate = new RateMeter();
        Beat beat = Beat.forEyes();
        try (LiveLine line = new LiveLine()) {
            while (files.hasNext()) {
                Packet packet = files.next();
                road.take(packet.origin(), packet.bytes());
                if (beat.isDue()) {
                    line.show(Report.live(pipeline.ledger().counts(), rate));
                    if (out.checkError()) {
                        break;
                    }
                }
            }
            road.finish();
        }
        boolean written = !out.checkError();
        if (files.skipped() > 0) {
            System.err.printf(Locale.ROOT, "%d files passed over: no alerts in them%n", files.skipped());
        }
        System.err.print(Report.ledger(pipeline.ledger().counts()));
        System.err.print(pipeline.latencies().snapshot());
        if (!written) {
            System.err.println("arclet: stopped, for standard output takes no more (a closed pipe, a full disk)");
        }
        return written ? 0 : 1;
    }

    private static Consumer<Ending> printer(Format format, PrintStream out) {
        return switch (format) {
            case TABLE -> {
                out.println(TABLE_HEAD);
                yield ending -> out.println(tableRow(ending));
            }
            case CSV -> {
                out.println("sourceId,objectId,band,outcome,reason,score,probability,origin");
                yield ending -> out.println(csvRow(ending));
            }
            case JSONL -> ending -> out.println(json(ending));
        };
    }

    private static String tableRow(Ending ending) {
        if (ending instanceof Ending.Dead dead) {
            return String.format(
                    TABLE_FORM,
                    sourceId(dead, "-"),
                    objectId(dead, "-"),
                    band(dead, "-"),
                    "dead",
                    "",
                    dead.cause() + ": " + dead.message() + " [" + dead.origin() + "]");
        }
        LensScore score = ((Ending.Outcome) ending).score();
        return String.format(
                TABLE_FORM,
                score.getSourceId(),
                text(score.getObjectId(), "-"),
                score.getBand(),
                outcome(score),
                score.getScore() == null ? "" : String.format(Locale.ROOT, "%.5f", score.getScore()),
                text(score.getReason(), ""));
    }

    private static String csvRow(Ending ending) {
        if (ending instanceof Ending.Dead dead) {
            return String.join(
                    ",",
                    sourceId(dead, ""),
                    objectId(dead, ""),
                    band(dead, ""),
                    "dead",
                    quoted(dead.cause() + ": " + dead.message()),
                    "",
                    "",
                    quoted(dead.origin()));
        }
        LensScore score = ((Ending.Outcome) ending).score();
        return String.join(
                ",",
                Long.toString(score.getSourceId()),
                text(score.getObjectId(), ""),
                score.getBand(),
                outcome(score),
                score.getReason() == null ? "" : quoted(score.getReason()),
                score.getScore() == null ? "" : score.getScore().toString(),
                score.getProbability() == null ? "" : score.getProbability().toString(),
                quoted(ending.origin()));
    }

    private static String json(Ending ending) {
        ObjectNode line = JSON.createObjectNode();
        if (ending instanceof Ending.Dead dead) {
            dead.alert()
                    .ifPresent(alert -> line.put("sourceId", alert.sourceId())
                            .put("objectId", alert.objectId().orElse(null))
                            .put("band", alert.band()));
            line.put("outcome", "dead").put("reason", dead.cause() + ": " + dead.message());
        } else {
            LensScore score = ((Ending.Outcome) ending).score();
            line.put("survey", score.getSurvey())
                    .put("sourceId", score.getSourceId())
                    .put("objectId", score.getObjectId())
                    .put("band", score.getBand())
                    .put("ra", score.getRa())
                    .put("dec", score.getDec())
                    .put("outcome", outcome(score))
                    .put("reason", score.getReason())
                    .put("score", score.getScore())
                    .put("probability", score.getProbability())
                    .put("candidate", score.getCandidate())
                    .put("channels", String.join("", score.getChannels()))
                    .set("matches", JsonRecords.tree(score).get("matches"));
        }
        return line.put("origin", ending.origin()).toString();
    }

    private static String sourceId(Ending.Dead dead, String absent) {
        return dead.alert().map(alert -> Long.toString(alert.sourceId())).orElse(absent);
    }

    private static String objectId(Ending.Dead dead, String absent) {
        return dead.alert().flatMap(Ending.Known::objectId).orElse(absent);
    }

    private static String band(Ending.Dead dead, String absent) {
        return dead.alert().map(Ending.Known::band).orElse(absent);
    }

    private static String outcome(LensScore score) {
        OutcomeKind kind = score.getOutcome();
        return kind.toString().toLowerCase(Locale.ROOT);
    }

    private static String text(String value, String absent) {
        return value == null ? absent : value;
    }

    private static String quoted(String value) {
        return '"' + value.replace("\"", "\"\"") + '"';
    }
}

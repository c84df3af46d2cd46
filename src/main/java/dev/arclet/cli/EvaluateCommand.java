package dev.arclet.cli;

import dev.arclet.config.Layer;
import dev.arclet.config.PipelineConfig;
import dev.arclet.evaluation.Evaluator;
import dev.arclet.evaluation.ModelEvaluation;
import dev.arclet.evaluation.NightCount;
import dev.arclet.evaluation.NightScoring;
import dev.arclet.evaluation.PictureScoring;
import dev.arclet.evaluation.ScoredSample;
import dev.arclet.evaluation.report.EvaluationReport;
import dev.arclet.evaluation.report.ScoresTable;
import dev.arclet.evaluation.sample.NightTruth;
import dev.arclet.evaluation.sample.PictureSource;
import dev.arclet.evaluation.sample.PictureSources;
import dev.arclet.evaluation.sample.PictureSources.Sort;
import dev.arclet.evaluation.sample.Reading;
import dev.arclet.night.NightWriter;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.stream.StreamSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code arclet evaluate}: how good a model is on alerts or pictures whose truth is known. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Measures models on alerts or pictures whose truth is known, and writes a report: figures with 95 %% intervals,",
            "plots, and the pictures that a model got most wrong. Scores come from the same road as those of 'run'."
        },
        footer = {
            "",
            "Examples:",
            "  arclet evaluate --night night.avro --out report",
            "  arclet evaluate --model arclet-s --pictures lenses.npz --pixel-scale 0.168 --out report",
            "  arclet evaluate --model arclet-s --model /models/my-net --pictures stamps/ --out report",
            "What the sample holds is told by looking into it: a night of alerts with its truth table, a folder that",
            "'simulate stamps' wrote, an .npz file with the arrays 'images' and 'label' or a folder of such, or a folder of",
            "FITS, PNG, JPEG or TIFF images in folders named lenses and nonlenses or with a labels.csv (file,label).",
            "The report is index.html, evaluation.json and scores.csv in the folder; docs/evaluation.md explains it."
        })
final class EvaluateCommand implements Callable<Integer> {
    private static final String PAGE = "index.html";
    private static final String JSON = "evaluation.json";
    private static final String SCORES = "scores.csv";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description =
                    "A shipped model's name or a bundle folder; given again, models are set side by side. Default:"
                            + " the pipeline's.")
    private List<String> models = List.of();

    @Option(
            names = {"--night", "--pictures"},
            paramLabel = "PATH",
            required = true,
            description = "What to evaluate on, either name for either: a night of alerts or labelled pictures.")
    private Path sample;

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description =
                    "CSV that says what is what. Of a night: columns diaSourceId or diaObjectId, label, and if known"
                            + " kind, einstein_radius, snr; default: NAME.truth.csv beside it. Of image files: file, label;"
                            + " default: labels.csv in the folder.")
    private Optional<Path> truth = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder of the report; made if missing.")
    private Path out;

    @Option(names = "--force", description = "Write over a report that is there.")
    private boolean force;

    @Mixin
    private ReadingOptions reading;

    @Mixin
    private SettingOptions settings;

    @Mixin
    private SchemaOptions schemas;

    @Override
    public Integer call() throws IOException {
        if (!Files.exists(sample)) {
            throw new NoSuchFileException(sample.toString(), null, "give a night or labelled pictures");
        }
        checkFolder();
        Sort sort = PictureSources.sort(sample);
        if (truth.isPresent() && (sort == Sort.SHARDS || sort == Sort.NPZ)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--truth is for nights and image files; the labels of " + sample
                            + " are in it, so leave --truth out");
        }
        if (sort == Sort.NIGHT || sort == Sort.SHARDS) {
            reading.requireNone(spec, sample + " says itself how it is to be read");
        }
        Reading how = reading.reading(spec);
        NightTruth nightTruth = sort == Sort.NIGHT ? nightTruth() : NightTruth.none();
        List<PipelineConfig> configs = configs();
        check(configs, sort, how);
        Files.createDirectories(out);
        List<Judged> judged = new ArrayList<>();
        for (PipelineConfig config : configs) {
            try (Pipeline pipeline = Pipeline.open(config)) {
                judged.add(new Judged(pipeline.model(), score(pipeline, sort, nightTruth, how)));
            }
        }
        write(judged, sort);
        return 0;
    }

    /** Finds what is wrong with any of the models, or between it and the sample, before the first of them is scored. */
    private void check(List<PipelineConfig> configs, Sort sort, Reading how) throws IOException {
        for (PipelineConfig config : configs) {
            ModelBundle model = PipelineParts.of(config).modelBundle();
            if (sort != Sort.NIGHT) {
                try (PictureSource pictures = PictureSources.open(sample, sort, truth, how, model.recipe())) {
                    pictures.next();
                }
            }
        }
    }

    private record Judged(ModelBundle model, ScoredSample sample) {}

    private void write(List<Judged> judged, Sort sort) throws IOException {
        List<String> titles = ModelTitles.of(judged.stream().map(Judged::model).toList());
        List<ModelEvaluation> evaluations = new ArrayList<>();
        try (ScoresTable scores = ScoresTable.create(out.resolve(SCORES))) {
            for (int i = 0; i < judged.size(); i++) {
                Judged one = judged.get(i);
                scores.add(one.model(), titles.get(i), one.sample());
                evaluations.add(Evaluator.evaluate(one.model(), titles.get(i), one.sample()));
            }
        }
        EvaluationReport report = new EvaluationReport(
                new EvaluationReport.Sample(
                        sample.toString(), inWords(sort), judged.get(0).sample().pixels()),
                evaluations);
        report.writeJson(out.resolve(JSON));
        report.writePage(
                out.resolve(PAGE),
                judged.stream().map(one -> one.sample().gallery()).toList());
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.print(EvaluationSummary.of(report));
        terminal.printf("Report: %s%n", out.resolve(PAGE));
        terminal.flush();
    }

    private void checkFolder() {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new ParameterException(spec.commandLine(), "--out " + out + " is a file; give a folder");
        }
        for (String file : List.of(PAGE, JSON, SCORES)) {
            if (!force && Files.exists(out.resolve(file))) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--out " + out + " holds " + file + "; give another folder, or --force to write over it");
            }
        }
    }

    private List<PipelineConfig> configs() {
        Map<String, String> found = new LinkedHashMap<>();
        Map<String, String> given = new LinkedHashMap<>();
        schemas.folder(List.of(sample))
                .ifPresent(
                        folder -> (schemas.isGiven() ? given : found).put("alerts.schemas.folder", folder.toString()));
        Layer schemaLayer = new Layer.Settings("--schemas", given);
        if (models.isEmpty()) {
            return List.of(settings.load(found, Optional.empty(), List.of(schemaLayer)));
        }
        return models.stream()
                .map(model -> settings.load(
                        found,
                        Optional.empty(),
                        List.of(schemaLayer, new Layer.Settings("--model", Map.of("model", model)))))
                .toList();
    }

    private NightTruth nightTruth() throws IOException {
        Path table = truth.orElseGet(() -> NightWriter.truthFile(sample));
        if (!Files.exists(table)) {
            throw new NoSuchFileException(
                    table.toString(),
                    null,
                    "give the night's truth with --truth, a CSV with the columns diaObjectId and label");
        }
        return NightTruth.read(table);
    }

    private ScoredSample score(Pipeline pipeline, Sort sort, NightTruth nightTruth, Reading how) throws IOException {
        try (LiveLine line = new LiveLine()) {
            ScoredSample scored = sort == Sort.NIGHT
                    ? new NightScoring(
                                    pipeline.model().recipe().view(),
                                    nightTruth,
                                    pipeline::directRoad,
                                    progress(line, pipeline, "alerts"))
                            .score(sample)
                    : scorePictures(pipeline, sort, how, progress(line, pipeline, "pictures"));
            requireSomething(scored);
            scored.night().ifPresent(night -> requireTruth(scored, night, nightTruth));
            return scored;
        }
    }

    private ScoredSample scorePictures(Pipeline pipeline, Sort sort, Reading how, LongConsumer progress)
            throws IOException {
        StreamSettings stream = pipeline.config().stream();
        try (PictureSource pictures =
                PictureSources.open(sample, sort, truth, how, pipeline.model().recipe())) {
            return new PictureScoring(pipeline.pool(), stream.inFlightLimit(), stream.workerPatience(), progress)
                    .score(pictures);
        }
    }

    private static LongConsumer progress(LiveLine line, Pipeline pipeline, String what) {
        RateMeter rate = new RateMeter();
        Beat beat = Beat.forEyes();
        return done -> {
            if (beat.isDue()) {
                line.show(String.format(
                        Locale.ROOT, "%s: %,d %s, %.0f/s", pipeline.model().name(), done, what, rate.perSecond(done)));
            }
        };
    }

    private void requireSomething(ScoredSample scored) {
        if (scored.scored().isEmpty()) {
            throw new UserError(
                    "nothing in %s could be scored (%d could not%s); give alerts of objects or pictures in the model's bands"
                            .formatted(
                                    sample,
                                    scored.unscored().size(),
                                    scored.unscored().stream()
                                            .findFirst()
                                            .map(first -> ", the first: " + why(first))
                                            .orElse("")));
        }
    }

    private static String why(ScoredSample.Unscored unscored) {
        return unscored.detail().isEmpty() ? unscored.specimen().id() + " is " + unscored.reason() : unscored.detail();
    }

    private void requireTruth(ScoredSample scored, NightCount night, NightTruth nightTruth) {
        if (night.found() == 0) {
            throw new UserError("none of the %d that were scored (such as %s) is in the truth table (which has %s);"
                            .formatted(
                                    scored.scored().size(),
                                    scored.scored().get(0).specimen().id(),
                                    nightTruth
                                            .anyId()
                                            .map(id -> "such as " + id)
                                            .orElse("nothing"))
                    + " give this night's with --truth");
        }
    }

    private static String inWords(Sort sort) {
        return switch (sort) {
            case NIGHT -> "a night of alerts";
            case SHARDS -> "simulated stamps";
            case NPZ -> "pictures in .npz";
            case IMAGES -> "image files";
        };
    }
}

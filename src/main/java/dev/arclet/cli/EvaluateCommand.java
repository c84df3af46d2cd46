package dev.arclet.cli;

import dev.arclet.config.Layer;
import dev.arclet.config.PipelineConfig;
import dev.arclet.evaluation.Evaluator;
import dev.arclet.evaluation.ModelEvaluation;
import dev.arclet.evaluation.ScoredSample;
import dev.arclet.evaluation.report.EvaluationReport;
import dev.arclet.evaluation.report.ScoresTable;
import dev.arclet.scoring.ModelBundle;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code arclet evaluate}: how good a model is on alerts or pictures whose truth is known. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description =
                "Measures models on alerts or pictures whose truth is known, and writes a report: figures with 95 %% intervals,"
                        + " plots, and the pictures that a model got most wrong. Scores come from the same road as those of 'run'.",
        footerHeading = "%nExamples:%n",
        footer = {
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

    @Mixin
    private SampleOptions samples;

    @Mixin
    private ReportFolder report;

    @Mixin
    private SettingOptions settings;

    @Override
    public Integer call() throws IOException {
        LabelledSample sample = samples.open(spec);
        report.requireFree(List.of(PAGE, JSON, SCORES));
        List<PipelineConfig> configs = configs();
        for (PipelineConfig config : configs) {
            sample.requireFit(PipelineParts.of(config).modelBundle());
        }
        report.make();
        List<Judged> judged = new ArrayList<>();
        for (PipelineConfig config : configs) {
            try (Pipeline pipeline = Pipeline.open(config)) {
                judged.add(new Judged(pipeline.model(), sample.score(pipeline)));
            }
        }
        write(judged, sample);
        return 0;
    }

    private record Judged(ModelBundle model, ScoredSample sample) {}

    private void write(List<Judged> judged, LabelledSample sample) throws IOException {
        List<String> titles = ModelTitles.of(judged.stream().map(Judged::model).toList());
        List<ModelEvaluation> evaluations = new ArrayList<>();
        try (ScoresTable scores = ScoresTable.create(report.file(SCORES))) {
            for (int i = 0; i < judged.size(); i++) {
                Judged one = judged.get(i);
                scores.add(one.model(), titles.get(i), one.sample());
                evaluations.add(Evaluator.evaluate(one.model(), titles.get(i), one.sample()));
            }
        }
        EvaluationReport evaluation = new EvaluationReport(
                new EvaluationReport.Sample(
                        sample.path().toString(),
                        sample.inWords(),
                        judged.get(0).sample().pixels()),
                evaluations);
        evaluation.writeJson(report.file(JSON));
        evaluation.writePage(
                report.file(PAGE),
                judged.stream().map(one -> one.sample().gallery()).toList());
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.print(EvaluationSummary.of(evaluation));
        terminal.printf("Report: %s%n", report.file(PAGE));
        terminal.flush();
    }

    private List<PipelineConfig> configs() {
        if (models.isEmpty()) {
            return List.of(settings.load(samples.found(), Optional.empty(), List.of(samples.given())));
        }
        return models.stream()
                .map(model -> settings.load(
                        samples.found(),
                        Optional.empty(),
                        List.of(samples.given(), new Layer.Settings("--model", Map.of("model", model)))))
                .toList();
    }
}

package dev.arclet.cli;

import dev.arclet.compare.Comparison;
import dev.arclet.compare.Goal;
import dev.arclet.compare.Merit;
import dev.arclet.compare.Pair;
import dev.arclet.compare.PairResult;
import dev.arclet.compare.report.ComparisonJson;
import dev.arclet.compare.report.ComparisonPage;
import dev.arclet.config.Layer;
import dev.arclet.config.PipelineConfig;
import dev.arclet.config.WorkerConfig;
import dev.arclet.scoring.ModelBundle;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code arclet compare}: which model on which accelerator. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description =
                "Sets models and workers side by side: how accurate each pair is, how many pictures a second it scores, how long"
                        + " a picture waits at several loads, and what it costs. Says which pair is the most accurate that holds a rate.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  arclet compare --night night.avro --out comparison",
            "  arclet compare --model arclet-s --model /models/my-net --worker local --worker gpu-t4 \\",
            "      --worker '{kind: oip, endpoint: gpu-1:8001, count: 2}' --pictures stamps/ --rate 500 --p99 200ms --out comparison",
            "  arclet compare --workers topology/triton.yaml --night night.avro --out comparison",
            "A pair takes about half a minute and the time to score the sample. One that fails is shown with the reason.",
            "The report is index.html and compare.json in the folder; docs/compare.md explains it.",
            "Exit code 0 if at least one pair was measured, 1 if none was."
        })
final class CompareCommand implements Callable<Integer> {
    private static final String PAGE = "index.html";
    private static final String JSON = "compare.json";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "A shipped model's name or a bundle folder. May be given again. Default: the pipeline's.")
    private List<String> models = List.of();

    @Option(
            names = "--worker",
            paramLabel = "WORKER",
            description =
                    "An entry of scoring.workers, such as '{kind: oip, endpoint: HOST:8001}'; or local; or the name or file"
                            + " of a described device, whose times are modelled. May be given again. Default: local.")
    private List<String> workers = List.of();

    @Option(
            names = "--workers",
            paramLabel = "FILE",
            description = "The workers of a pipeline file, or of a YAML list, each by itself.")
    private Optional<Path> workersFile = Optional.empty();

    @Mixin
    private SampleOptions samples;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "270",
            description = "Alerts a second that a pair should hold. Default: ${DEFAULT-VALUE}, LSST's average.")
    private double rate;

    @Option(
            names = "--p99",
            paramLabel = "TIME",
            defaultValue = "1s",
            converter = DurationText.class,
            description =
                    "Latency that 99 %% of them should keep to, from when they are due. Default: ${DEFAULT-VALUE}")
    private Duration p99;

    @Option(
            names = "--by",
            paramLabel = "FIGURE",
            defaultValue = "auroc",
            description =
                    "What 'more accurate' means: ${COMPLETION-CANDIDATES} (at 50:50; at a false positive rate of 0.001)."
                            + " Default: ${DEFAULT-VALUE}")
    private Merit merit;

    @Option(
            names = "--each",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = DurationText.class,
            description = "How long each load goes on; longer for a surer p99. Default: ${DEFAULT-VALUE}")
    private Duration each;

    @Option(
            names = "--shares",
            paramLabel = "SHARE",
            split = ",",
            defaultValue = "0.3,0.6,0.9",
            description =
                    "Loads besides --rate and LSST's average, as shares of a pair's own rate. Default: ${DEFAULT-VALUE}")
    private List<Double> shares;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the arrivals. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Mixin
    private ReportFolder report;

    @Mixin
    private SettingOptions settings;

    /**
     * A pair, and pipelines that are made of it.
     *
     * @param local the same model on this machine's processors
     */
    private record Entrant(Pair pair, PipelineConfig config, PipelineConfig local) {}

    @Override
    public Integer call() throws IOException {
        Goal goal = goal();
        LabelledSample sample = samples.open(spec);
        report.requireFree(List.of(PAGE, JSON));
        List<Entrant> entrants = entrants(sample);
        report.make();
        Judge judge = new Judge(sample);
        List<PairResult> results = new ArrayList<>();
        for (Entrant entrant : entrants) {
            say("Measuring " + entrant.pair() + " (" + (results.size() + 1) + " of " + entrants.size() + ") ...");
            PairResult result = new PairTrial(entrant.pair(), entrant.config(), entrant.local(), goal, judge).run();
            result.failure().ifPresent(why -> say("  failed: " + why));
            results.add(result);
        }
        write(new Comparison(judge.described(), goal, Comparison.Machine.here(), results));
        return results.stream().anyMatch(result -> result.failure().isEmpty()) ? 0 : 1;
    }

    private Goal goal() {
        try {
            return new Goal(rate, p99, merit, each, shares, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void say(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    /** All pairs, each model with every worker; what is wrong with any of them shows before the first is measured. */
    private List<Entrant> entrants(LabelledSample sample) throws IOException {
        List<Optional<String>> named = models.isEmpty()
                ? List.of(Optional.empty())
                : models.stream().map(Optional::of).toList();
        List<PipelineConfig> locals = new ArrayList<>();
        List<ModelBundle> bundles = new ArrayList<>();
        for (Optional<String> model : named) {
            PipelineConfig local = config(model, WorkerEntry.ofOption("local"));
            ModelBundle bundle = PipelineParts.of(local).modelBundle();
            sample.requireFit(bundle);
            locals.add(local);
            bundles.add(bundle);
        }
        List<String> modelTitles = ModelTitles.of(bundles);
        List<WorkerEntry> entries = workerEntries();
        List<Entrant> entrants = new ArrayList<>();
        for (int i = 0; i < named.size(); i++) {
            Optional<String> model = named.get(i);
            List<PipelineConfig> configs =
                    entries.stream().map(entry -> config(model, entry)).toList();
            List<String> workerTitles =
                    WorkerTitles.of(configs.stream().map(CompareCommand::worker).toList());
            for (int j = 0; j < configs.size(); j++) {
                Pair pair = new Pair(modelTitles.get(i), workerTitles.get(j), modelled(worker(configs.get(j))));
                entrants.add(new Entrant(pair, configs.get(j), locals.get(i)));
            }
        }
        return entrants;
    }

    private List<WorkerEntry> workerEntries() {
        List<WorkerEntry> entries =
                new ArrayList<>(workers.stream().map(WorkerEntry::ofOption).toList());
        workersFile.map(WorkerEntry::ofFile).ifPresent(entries::addAll);
        return entries.isEmpty() ? List.of(WorkerEntry.ofOption("local")) : entries;
    }

    private PipelineConfig config(Optional<String> model, WorkerEntry worker) {
        List<Layer> options = new ArrayList<>(List.of(samples.given(), worker.layer()));
        model.ifPresent(name -> options.add(new Layer.Settings("--model", Map.of("model", name))));
        PipelineConfig config = settings.load(samples.found(), Optional.empty(), options);
        if (!worker.source().equals(config.places().get("scoring.workers"))) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--set scoring.workers would make all workers the same; give them with --worker");
        }
        return config;
    }

    private static WorkerConfig worker(PipelineConfig config) {
        return config.workers().get(0);
    }

    private static Optional<Pair.Modelled> modelled(WorkerConfig worker) {
        return worker instanceof WorkerConfig.Modelled modelled
                ? Optional.of(new Pair.Modelled(modelled.device(), modelled.count()))
                : Optional.empty();
    }

    private void write(Comparison comparison) throws IOException {
        ComparisonJson.write(comparison, report.file(JSON));
        ComparisonPage.write(comparison, report.file(PAGE));
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.print(ComparisonSummary.of(comparison));
        terminal.printf("Report: %s%n", report.file(PAGE));
        terminal.flush();
    }
}

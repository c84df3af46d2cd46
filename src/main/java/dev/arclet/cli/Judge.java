package dev.arclet.cli;

import dev.arclet.compare.Accuracy;
import dev.arclet.config.PipelineConfig;
import dev.arclet.evaluation.Evaluator;
import dev.arclet.evaluation.ScoredSample;
import dev.arclet.evaluation.report.EvaluationReport;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Judges pipelines by one sample. */
final class Judge {
    private final LabelledSample sample;
    private final Map<String, Accuracy> here = new HashMap<>();
    private Optional<String> pixels = Optional.empty();

    Judge(LabelledSample sample) {
        this.sample = sample;
    }

    /**
     * How accurate the scores of a pipeline's own workers are.
     *
     * @throws UserError if the sample can't tell
     */
    Accuracy accuracy(Pipeline pipeline) throws IOException {
        ScoredSample scored = sample.score(pipeline);
        if (pixels.isEmpty()) {
            pixels = Optional.of(scored.pixels());
        }
        return Evaluator.evaluate(pipeline.model(), pipeline.model().name(), scored)
                .all()
                .map(Accuracy::of)
                .orElseThrow(
                        () -> new UserError(sample.path() + " has not both labelled lenses and labelled others that "
                                + pipeline.model().name() + " could score, so nothing tells how accurate it is"));
    }

    /**
     * How accurate a model's scores are on this machine's processors; computed once a model.
     *
     * @param local a pipeline of it with local workers
     */
    Accuracy accuracyHere(PipelineConfig local) throws IOException {
        Accuracy known = here.get(local.model());
        if (known != null) {
            return known;
        }
        try (Pipeline pipeline = Pipeline.open(local)) {
            Accuracy accuracy = accuracy(pipeline);
            here.put(local.model(), accuracy);
            return accuracy;
        }
    }

    /** The sample, for reports. */
    EvaluationReport.Sample described() {
        return new EvaluationReport.Sample(
                sample.path().toString(), sample.inWords(), pixels.orElse("none was scored"));
    }
}

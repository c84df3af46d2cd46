package dev.arclet.cli;

import dev.arclet.compare.Accuracy;
import dev.arclet.compare.BareRate;
import dev.arclet.compare.Goal;
import dev.arclet.compare.NoisePictures;
import dev.arclet.compare.Pair;
import dev.arclet.compare.PairResult;
import dev.arclet.compare.PoolRate;
import dev.arclet.compare.TrialException;
import dev.arclet.config.PipelineConfig;
import dev.arclet.evaluation.EvaluationException;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.Worker;
import dev.arclet.stream.BlockedRoadException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Measures one pair of model and worker, as far as it goes. */
final class PairTrial {
    private final Pair pair;
    private final PipelineConfig config;
    private final PipelineConfig local;
    private final Goal goal;
    private final Judge judge;

    private Optional<Accuracy> accuracy = Optional.empty();
    private Optional<BareRate> bare = Optional.empty();
    private Optional<PoolRate> pool = Optional.empty();

    /**
     * For one pair.
     *
     * @param config a pipeline of this model and this worker
     * @param local a pipeline of this model and this machine's processors
     */
    PairTrial(Pair pair, PipelineConfig config, PipelineConfig local, Goal goal, Judge judge) {
        this.pair = pair;
        this.config = config;
        this.local = local;
        this.goal = goal;
        this.judge = judge;
    }

    /** Measures it, once. What goes wrong with the pair is a result too. */
    PairResult run() throws IOException {
        try {
            measure();
            return result(Optional.empty());
        } catch (TrialException | UserError | BlockedRoadException | EvaluationException e) {
            return result(Optional.of(Printable.line(e.getMessage())));
        }
    }

    private PairResult result(Optional<String> failure) {
        return new PairResult(pair, accuracy, bare, pool, failure);
    }

    private void measure() throws TrialException, IOException {
        ModelBundle model = PipelineParts.of(config).modelBundle();
        List<float[]> pictures = NoisePictures.of(model.pictureLength());
        Workers workers = Workers.openForLoadTest(config, model);
        int atATime = workers.regular().stream()
                .mapToInt(worker -> worker.batchSizes().max())
                .sum();
        BareRate alone = bareRate(workers, pictures);
        bare = Optional.of(alone);
        try (Pipeline pipeline = Pipeline.staffed(config, workers)) {
            accuracy = Optional.of(pair.isModelled() ? judge.accuracyHere(local) : judge.accuracy(pipeline));
            pool = Optional.of(PoolRate.measure(pipeline.pool(), pipeline.clock(), pictures, alone, atATime, goal));
        }
    }

    private BareRate bareRate(Workers workers, List<float[]> pictures) throws TrialException {
        try {
            return BareRate.measure(workers.regular(), pictures, goal.span());
        } catch (TrialException e) {
            workers.regular().forEach(Worker::close);
            throw e;
        }
    }
}

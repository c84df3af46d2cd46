package dev.arclet.cli;

import dev.arclet.config.PipelineConfig;
import dev.arclet.config.WorkerConfig;
import dev.arclet.scoring.BadModelException;
import dev.arclet.scoring.CpuCalibration;
import dev.arclet.scoring.LocalWorker;
import dev.arclet.scoring.MissingWorker;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.ModelledWorker;
import dev.arclet.scoring.Worker;
import dev.arclet.scoring.WorkerException;
import dev.arclet.scoring.remote.RemoteWorker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workers that a configuration names.
 *
 * @param regular at least one
 * @param fallbacks who stand in while none of the others is in service
 */
record Workers(List<Worker> regular, List<Worker> fallbacks) {
    private static final Logger log = LoggerFactory.getLogger(Workers.class);
    private static final Duration CALIBRATION = Duration.ofSeconds(2);

    /**
     * All workers, ready to score but for servers that are not there yet, and devices that are not there while a fallback is.
     *
     * @throws UserError naming the first that cannot run the model; none stays open
     */
    static Workers open(PipelineConfig config, ModelBundle model) {
        requireScores(config);
        return openAny(config, model);
    }

    /** Also such as have no scores to publish. */
    static Workers openForLoadTest(PipelineConfig config, ModelBundle model) {
        return openAny(config, model);
    }

    private static void requireScores(PipelineConfig config) {
        for (WorkerConfig worker : config.workers()) {
            if (worker instanceof WorkerConfig.Modelled modelled && !modelled.scored()) {
                throw new UserError(config.mistake(
                        "scoring.workers",
                        "device-model " + modelled.device().name()
                                + " has scores: none, which is for load tests; leave it out to get scores"));
            }
        }
    }

    private static Workers openAny(PipelineConfig config, ModelBundle model) {
        Workers workers = new Workers(new ArrayList<>(), new ArrayList<>());
        boolean replaceable = config.workers().stream().anyMatch(WorkerConfig::fallback);
        try {
            config.workers().forEach(worker -> workers.open(worker, model, config.batchMax(), replaceable));
            return workers;
        } catch (RuntimeException e) {
            workers.regular.forEach(Worker::close);
            workers.fallbacks.forEach(Worker::close);
            throw e;
        }
    }

    private void open(WorkerConfig config, ModelBundle model, int maxBatch, boolean replaceable) {
        if (config instanceof WorkerConfig.Remote remote) {
            openRemote(remote, model, maxBatch);
        } else if (config instanceof WorkerConfig.Modelled modelled) {
            openModelled(modelled, model, maxBatch);
        } else {
            openLocal((WorkerConfig.Local) config, model, maxBatch, replaceable);
        }
    }

    private void openRemote(WorkerConfig.Remote remote, ModelBundle model, int maxBatch) {
        for (int number = 1; number <= remote.count(); number++) {
            String name = remote.name() + numbered(number, remote.count());
            add(remote, name, model, () -> switch (remote.protocol()) {
                case OIP -> RemoteWorker.openInference(name, model, remote.connection(), remote.model(), maxBatch);
                case TFSERVING ->
                    RemoteWorker.tensorFlowServing(name, model, remote.connection(), remote.model(), maxBatch);
            });
        }
    }

    private void openModelled(WorkerConfig.Modelled modelled, ModelBundle model, int maxBatch) {
        int all = modelled.count() * modelled.device().parallel();
        for (int number = 1; number <= all; number++) {
            String suffix = numbered(number, all);
            add(
                    modelled,
                    ModelledWorker.MARK + modelled.device().name() + suffix,
                    model,
                    () -> modelled.scored()
                            ? ModelledWorker.scoring(modelled.device(), suffix, model, maxBatch)
                            : ModelledWorker.unscored(modelled.device(), suffix, maxBatch));
        }
    }

    private void openLocal(WorkerConfig.Local local, ModelBundle model, int maxBatch, boolean replaceable) {
        if (!local.provider().isCpu()) {
            openOnDevice(local, model, maxBatch, replaceable);
            return;
        }
        int sessions = local.count();
        int threads = local.threads().orElse(0);
        if (local.threads().isEmpty()) {
            CpuCalibration.Figure chosen = calibrate(model, maxBatch);
            sessions = chosen.sessions();
            threads = chosen.threads();
        }
        LocalWorker.Options options = new LocalWorker.Options(threads, maxBatch, false);
        for (int i = 0; i < sessions; i++) {
            String name = nextName("cpu");
            add(local, name, model, () -> LocalWorker.open(name, model, options));
        }
    }

    private static CpuCalibration.Figure calibrate(ModelBundle model, int maxBatch) {
        try {
            return CpuCalibration.choose(model, maxBatch, Runtime.getRuntime().availableProcessors(), CALIBRATION);
        } catch (WorkerException | BadModelException e) {
            throw new UserError("local workers can't run model " + model.name() + ": " + e.getMessage(), e);
        }
    }

    /** A device that is not there leaves its place to the fallbacks, if there are any, and never to its own process's processors. */
    private void openOnDevice(WorkerConfig.Local local, ModelBundle model, int maxBatch, boolean replaceable) {
        LocalWorker.Options options = new LocalWorker.Options(local.threads().orElse(1), maxBatch, false);
        for (int i = 0; i < local.count(); i++) {
            String name = nextName(local.provider().name());
            add(local, name, model, () -> {
                try {
                    return LocalWorker.open(name, model, options, local.provider());
                } catch (WorkerException e) {
                    if (local.fallback() || !replaceable) {
                        throw e;
                    }
                    log.error("Worker {} is not there, and the fallbacks stand in: {}", name, e.getMessage());
                    return new MissingWorker(name, e.getMessage());
                }
            });
        }
    }

    private static String numbered(int number, int count) {
        return count == 1 ? "" : "#" + number;
    }

    private String nextName(String kind) {
        return kind + (regular.size() + fallbacks.size());
    }

    /** Opens one worker. */
    private interface Opener {
        Worker open() throws WorkerException;
    }

    private void add(WorkerConfig config, String name, ModelBundle model, Opener opener) {
        try {
            (config.fallback() ? fallbacks : regular).add(opener.open());
        } catch (WorkerException | BadModelException e) {
            throw new UserError("worker " + name + " can't run model " + model.name() + ": " + e.getMessage(), e);
        }
    }
}

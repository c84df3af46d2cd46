package dev.arclet.cli;

import dev.arclet.config.PipelineConfig;
import dev.arclet.config.WorkerConfig;
import dev.arclet.scoring.BadModelException;
import dev.arclet.scoring.LocalWorker;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.Worker;
import dev.arclet.scoring.WorkerException;
import dev.arclet.scoring.remote.RemoteWorker;
import java.util.ArrayList;
import java.util.List;

/**
 * The workers that a configuration names.
 *
 * @param regular at least one
 * @param fallbacks who stand in while none of the others is in service
 */
record Workers(List<Worker> regular, List<Worker> fallbacks) {

    /**
     * All workers, ready to score but for servers that are not there yet.
     *
     * @throws UserError naming the first that cannot run the model; none stays open
     */
    static Workers open(PipelineConfig config, ModelBundle model) {
        Workers workers = new Workers(new ArrayList<>(), new ArrayList<>());
        try {
            config.workers().forEach(worker -> workers.open(worker, model, config.batchMax()));
            return workers;
        } catch (RuntimeException e) {
            workers.regular.forEach(Worker::close);
            workers.fallbacks.forEach(Worker::close);
            throw e;
        }
    }

    private void open(WorkerConfig config, ModelBundle model, int maxBatch) {
        for (int number = 1; number <= config.count(); number++) {
            String name = name(config, number);
            try {
                (config.fallback() ? fallbacks : regular).add(open(config, name, model, maxBatch));
            } catch (WorkerException | BadModelException e) {
                throw new UserError("worker " + name + " can't run model " + model.name() + ": " + e.getMessage(), e);
            }
        }
    }

    private String name(WorkerConfig config, int number) {
        if (config instanceof WorkerConfig.Remote remote) {
            return config.count() == 1 ? remote.name() : remote.name() + "#" + number;
        }
        return "cpu" + (regular.size() + fallbacks.size());
    }

    private static Worker open(WorkerConfig config, String name, ModelBundle model, int maxBatch)
            throws WorkerException {
        if (config instanceof WorkerConfig.Remote remote) {
            return switch (remote.protocol()) {
                case OIP -> RemoteWorker.openInference(name, model, remote.connection(), remote.model(), maxBatch);
                case TFSERVING ->
                    RemoteWorker.tensorFlowServing(name, model, remote.connection(), remote.model(), maxBatch);
            };
        }
        WorkerConfig.Local local = (WorkerConfig.Local) config;
        return LocalWorker.open(name, model, new LocalWorker.Options(local.threads(), maxBatch, false));
    }
}

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

/** Opens the workers that a configuration names. */
final class Workers {
    private final ModelBundle model;
    private final int maxBatch;
    private final List<Worker> opened = new ArrayList<>();

    private Workers(ModelBundle model, int maxBatch) {
        this.model = model;
        this.maxBatch = maxBatch;
    }

    /**
     * All workers, ready to score but for servers that are not there yet.
     *
     * @throws UserError naming the first that cannot run the model; none stays open
     */
    static List<Worker> open(PipelineConfig config, ModelBundle model) {
        Workers workers = new Workers(model, config.batchMax());
        try {
            config.workers().forEach(workers::open);
            return workers.opened;
        } catch (RuntimeException e) {
            workers.opened.forEach(Worker::close);
            throw e;
        }
    }

    private void open(WorkerConfig config) {
        for (int number = 1; number <= config.count(); number++) {
            String name = name(config, number);
            try {
                opened.add(open(config, name));
            } catch (WorkerException | BadModelException e) {
                throw new UserError("worker " + name + " can't run model " + model.name() + ": " + e.getMessage(), e);
            }
        }
    }

    private String name(WorkerConfig config, int number) {
        if (config instanceof WorkerConfig.Remote remote) {
            return config.count() == 1 ? remote.name() : remote.name() + "#" + number;
        }
        return "cpu" + opened.size();
    }

    private Worker open(WorkerConfig config, String name) throws WorkerException {
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

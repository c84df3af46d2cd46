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
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Stream;
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
        Plan plan = Plan.of(config, model);
        try {
            config.workers().forEach(worker -> workers.open(worker, plan));
            return workers;
        } catch (RuntimeException e) {
            workers.regular.forEach(Worker::close);
            workers.fallbacks.forEach(Worker::close);
            plan.remotes().values().forEach(RemoteOpening::abandon);
            throw e;
        }
    }

    /**
     * What is to be opened.
     *
     * @param replaceable whether there are fallbacks
     * @param remotes those on other machines, being opened already
     */
    private record Plan(
            ModelBundle model,
            int maxBatch,
            boolean replaceable,
            IdentityHashMap<WorkerConfig, RemoteOpening> remotes) {
        static Plan of(PipelineConfig config, ModelBundle model) {
            IdentityHashMap<WorkerConfig, RemoteOpening> remotes = new IdentityHashMap<>();
            for (WorkerConfig worker : config.workers()) {
                if (worker instanceof WorkerConfig.Remote remote) {
                    remotes.put(remote, new RemoteOpening(remote, model, config.batchMax()));
                }
            }
            return new Plan(
                    model, config.batchMax(), config.workers().stream().anyMatch(WorkerConfig::fallback), remotes);
        }

        boolean hasRemoteNamed(String name) {
            return remotes.values().stream().anyMatch(remote -> remote.names().contains(name));
        }
    }

    private void open(WorkerConfig config, Plan plan) {
        if (config instanceof WorkerConfig.Remote remote) {
            openRemote(remote, plan);
        } else if (config instanceof WorkerConfig.Modelled modelled) {
            openModelled(modelled, plan.model(), plan.maxBatch());
        } else {
            openLocal((WorkerConfig.Local) config, plan);
        }
    }

    private void openRemote(WorkerConfig.Remote config, Plan plan) {
        RemoteOpening remote = plan.remotes().get(config);
        remote.names().forEach(name -> add(config, name, plan.model(), () -> remote.await(name)));
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

    private void openLocal(WorkerConfig.Local local, Plan plan) {
        if (!local.provider().isCpu()) {
            openOnDevice(local, plan);
            return;
        }
        int sessions = local.count();
        int threads = local.threads().orElse(0);
        if (local.threads().isEmpty()) {
            CpuCalibration.Figure chosen = calibrate(plan.model(), plan.maxBatch());
            sessions = chosen.sessions();
            threads = chosen.threads();
        }
        LocalWorker.Options options = new LocalWorker.Options(threads, plan.maxBatch(), false);
        for (int i = 0; i < sessions; i++) {
            String name = nextName("cpu", plan);
            add(local, name, plan.model(), () -> LocalWorker.open(name, plan.model(), options));
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
    private void openOnDevice(WorkerConfig.Local local, Plan plan) {
        LocalWorker.Options options = new LocalWorker.Options(local.threads().orElse(1), plan.maxBatch(), false);
        for (int i = 0; i < local.count(); i++) {
            String name = nextName(local.provider().name(), plan);
            add(local, name, plan.model(), () -> {
                try {
                    return LocalWorker.open(name, plan.model(), options, local.provider());
                } catch (WorkerException e) {
                    if (local.fallback() || !plan.replaceable()) {
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

    /** The first such name that no other worker has, here or on another machine. */
    private String nextName(String kind, Plan plan) {
        int number = 0;
        while (isTaken(kind + number, plan)) {
            number++;
        }
        return kind + number;
    }

    private boolean isTaken(String name, Plan plan) {
        return plan.hasRemoteNamed(name)
                || Stream.concat(regular.stream(), fallbacks.stream())
                        .anyMatch(worker -> worker.name().equals(name));
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

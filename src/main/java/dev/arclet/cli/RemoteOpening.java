package dev.arclet.cli;

import dev.arclet.config.WorkerConfig;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.Worker;
import dev.arclet.scoring.WorkerException;
import dev.arclet.scoring.remote.RemoteWorker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Opens the workers of one entry, all at the same time and beside those of other entries: a server that is not there holds nobody up. */
final class RemoteOpening {
    private final Map<String, FutureTask<Worker>> tasks = new LinkedHashMap<>();
    private final WorkerConfig.Remote config;

    /** Begins at once. */
    RemoteOpening(WorkerConfig.Remote config, ModelBundle model, int maxBatch) {
        this.config = config;
        for (String name : names(config)) {
            FutureTask<Worker> task = new FutureTask<>(() -> open(name, model, maxBatch));
            tasks.put(name, task);
            Thread thread = new Thread(task, "arclet-open-" + name);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static List<String> names(WorkerConfig.Remote config) {
        if (config.count() == 1) {
            return List.of(config.name());
        }
        List<String> names = new ArrayList<>();
        for (int number = 1; number <= config.count(); number++) {
            names.add(config.name() + "#" + number);
        }
        return names;
    }

    private Worker open(String name, ModelBundle model, int maxBatch) throws WorkerException {
        return switch (config.protocol()) {
            case OIP -> RemoteWorker.openInference(name, model, config.connection(), config.model(), maxBatch);
            case TFSERVING ->
                RemoteWorker.tensorFlowServing(name, model, config.connection(), config.model(), maxBatch);
        };
    }

    /** The workers' names. */
    Set<String> names() {
        return Collections.unmodifiableSet(tasks.keySet());
    }

    /**
     * Waits until it is open; whose it is from then on.
     *
     * @throws WorkerException why it could not be opened
     */
    Worker await(String name) throws WorkerException {
        try {
            return tasks.get(name).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WorkerException why) {
                throw why;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkerException("interrupted while it was opened", e);
        }
    }

    /** Closes, as soon as they are open, those that nobody waits for any more. Closing one twice does nothing. */
    void abandon() {
        tasks.values().forEach(task -> {
            Thread closer = new Thread(() -> close(task), "arclet-abandon");
            closer.setDaemon(true);
            closer.start();
        });
    }

    private static void close(FutureTask<Worker> task) {
        try {
            task.get().close();
        } catch (ExecutionException | CancellationException e) {
            // There is nothing to close.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

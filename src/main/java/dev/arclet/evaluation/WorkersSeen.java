package dev.arclet.evaluation;

import dev.arclet.evaluation.ScoredSample.ByWorker;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts which worker scored how many pictures. For one thread. */
final class WorkersSeen {
    private final Map<String, ByWorker> byName = new TreeMap<>();

    void count(String worker, boolean fallback) {
        byName.merge(
                worker,
                new ByWorker(worker, 1, fallback ? 1 : 0),
                (a, b) -> new ByWorker(worker, a.pictures() + b.pictures(), a.asFallback() + b.asFallback()));
    }

    long pictures() {
        Collection<ByWorker> all = byName.values();
        return all.stream().mapToLong(ByWorker::pictures).sum();
    }

    List<ByWorker> list() {
        return List.copyOf(byName.values());
    }
}

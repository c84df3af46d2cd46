package dev.arclet.scoring;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a pool has done and is doing. Counts run since its start; they are read one after the other, so that a few pictures may
 * be between two of them.
 *
 * @param waiting pictures in the line
 * @param inFlight pictures with a worker
 * @param workers one entry a worker, in the pool's order
 */
public record PoolStats(int waiting, int inFlight, List<WorkerStats> workers) {

    public PoolStats {
        workers = List.copyOf(workers);
    }

    /** How many batches of each size there were, over all workers. */
    public SortedMap<Integer, Long> batchesBySize() {
        SortedMap<Integer, Long> all = new TreeMap<>();
        workers.forEach(worker -> worker.batchesBySize().forEach((size, count) -> all.merge(size, count, Long::sum)));
        return all;
    }

    /** Scores given, over all workers. */
    public long pictures() {
        return workers.stream().mapToLong(WorkerStats::pictures).sum();
    }

    /**
     * One worker's part.
     *
     * @param name of the worker
     * @param inService whether it gets batches, or is out after failures
     * @param outFor for how long it has been out of service, zero when it is in
     * @param busyFor for how long it has had the batch that it has now, zero when it has none
     * @param batchesBySize how many batches of each size it answered
     * @param pictures scores it gave
     * @param busyNanos time it spent on batches that it answered
     * @param failures batches and trials that failed
     * @param rejected pictures that it could not score although it was well
     */
    public record WorkerStats(
            String name,
            boolean inService,
            Duration outFor,
            Duration busyFor,
            SortedMap<Integer, Long> batchesBySize,
            long pictures,
            long busyNanos,
            long failures,
            long rejected) {

        public WorkerStats {
            batchesBySize = Collections.unmodifiableSortedMap(new TreeMap<>(batchesBySize));
        }

        /** Batches it answered. */
        public long batches() {
            return batchesBySize.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}

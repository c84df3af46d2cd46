package dev.arclet.compare;

import dev.arclet.scoring.BatchSizes;
import dev.arclet.scoring.PictureBatch;
import dev.arclet.scoring.Worker;
import dev.arclet.scoring.WorkerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How fast workers are by themselves: all of them busy at the same time, each with batches of one size, without a pool.
 *
 * @param best at which they score most pictures a second
 * @param all sizes that were measured, rising
 */
public record BareRate(AtSize best, List<AtSize> all) {

    public BareRate {
        all = List.copyOf(all);
    }

    /**
     * Batches of one size.
     *
     * @param batch pictures in each
     * @param perSecond pictures a second, of all workers together
     * @param batchMillis median time of a batch
     */
    public record AtSize(int batch, double perSecond, double batchMillis) {}

    /**
     * Measures.
     *
     * @param workers of one kind, at least one; given back as they were, for use by another thread
     * @param pictures to make batches of
     * @param span about how long this may take
     * @throws TrialException if a worker does not score
     */
    public static BareRate measure(List<? extends Worker> workers, List<float[]> pictures, Duration span)
            throws TrialException {
        BatchSizes sizes = workers.get(0).batchSizes();
        SortedSet<Integer> measured = sizes(sizes);
        long slot = span.toNanos() / measured.size();
        ExecutorService threads = Executors.newFixedThreadPool(workers.size());
        try {
            List<AtSize> all = new ArrayList<>();
            for (int size : measured) {
                all.add(measure(workers, batch(pictures, size), slot, threads));
            }
            return new BareRate(
                    all.stream()
                            .max(Comparator.comparingDouble(AtSize::perSecond))
                            .orElseThrow(),
                    all);
        } finally {
            threads.shutdownNow();
        }
    }

    private static SortedSet<Integer> sizes(BatchSizes sizes) {
        SortedSet<Integer> measured = new TreeSet<>(sizes.fixed());
        if (measured.isEmpty()) {
            for (int size = 1; size < sizes.max(); size *= 2) {
                measured.add(size);
            }
            measured.add(sizes.max());
        }
        return measured;
    }

    private static PictureBatch batch(List<float[]> pictures, int size) {
        List<float[]> batch = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            batch.add(pictures.get(i % pictures.size()));
        }
        return new PictureBatch(batch);
    }

    private static AtSize measure(
            List<? extends Worker> workers, PictureBatch batch, long slotNanos, ExecutorService threads)
            throws TrialException {
        List<Callable<Double>> runs = workers.stream()
                .<Callable<Double>>map(worker -> () -> medianNanos(worker, batch, slotNanos))
                .toList();
        double perSecond = 0;
        double nanos = 0;
        try {
            for (Future<Double> run : threads.invokeAll(runs)) {
                perSecond += 1e9 * batch.size() / run.get();
                nanos += run.get() / workers.size();
            }
        } catch (ExecutionException e) {
            throw new TrialException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrialException("interrupted while workers were measured", e);
        }
        return new AtSize(batch.size(), perSecond, nanos / 1e6);
    }

    /** Of as many batches as fit, without the first, which may plan memory or compile. The median, so that one pause does not decide. */
    private static double medianNanos(Worker worker, PictureBatch batch, long slotNanos) throws WorkerException {
        float[] scores = new float[batch.size()];
        worker.score(batch, scores);
        List<Long> times = new ArrayList<>();
        long end = System.nanoTime() + slotNanos;
        do {
            long start = System.nanoTime();
            worker.score(batch, scores);
            times.add(System.nanoTime() - start);
        } while (System.nanoTime() < end);
        times.sort(null);
        return times.get(times.size() / 2);
    }
}

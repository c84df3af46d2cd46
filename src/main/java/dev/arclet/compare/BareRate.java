package dev.arclet.compare;

import dev.arclet.scoring.BatchSizes;
import dev.arclet.scoring.BatchTimes;
import dev.arclet.scoring.PictureBatch;
import dev.arclet.scoring.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;

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
        List<AtSize> all = new ArrayList<>();
        for (int size : measured) {
            all.add(measure(workers, batch(pictures, size), slot));
        }
        return new BareRate(
                all.stream().max(Comparator.comparingDouble(AtSize::perSecond)).orElseThrow(), all);
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

    private static AtSize measure(List<? extends Worker> workers, PictureBatch batch, long slotNanos)
            throws TrialException {
        try {
            // The first batch of a size may plan memory or compile, and does not count.
            BatchTimes.together(workers, batch, 0);
            List<Double> nanos = BatchTimes.together(workers, batch, slotNanos);
            double perSecond = nanos.stream()
                    .mapToDouble(time -> 1e9 * batch.size() / time)
                    .sum();
            double mean = nanos.stream().mapToDouble(time -> time).average().orElseThrow();
            return new AtSize(batch.size(), perSecond, mean / 1e6);
        } catch (ExecutionException e) {
            throw new TrialException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrialException("interrupted while workers were measured", e);
        }
    }
}

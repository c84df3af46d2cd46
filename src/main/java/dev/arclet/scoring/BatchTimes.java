package dev.arclet.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Times batches of workers by themselves, without a pool. The median of many, so that one pause does not decide. */
public final class BatchTimes {
    private BatchTimes() {}

    /**
     * The median time of a batch.
     *
     * @param slotNanos for as many batches as fit, at least one
     * @return nanoseconds
     * @throws WorkerException if the worker does not score
     */
    static double alone(Worker worker, PictureBatch batch, long slotNanos) throws WorkerException {
        float[] scores = new float[batch.size()];
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

    /**
     * The median time of a batch of each worker, while all of them are busy.
     *
     * @param workers used by other threads meanwhile, and given back
     * @param slotNanos for as many batches as fit, at least one each
     * @return nanoseconds, in the order of the workers
     * @throws ExecutionException if a worker does not score, with what it threw
     */
    public static List<Double> together(List<? extends Worker> workers, PictureBatch batch, long slotNanos)
            throws ExecutionException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(workers.size());
        try {
            List<Callable<Double>> runs = workers.stream()
                    .<Callable<Double>>map(worker -> () -> alone(worker, batch, slotNanos))
                    .toList();
            List<Double> times = new ArrayList<>();
            for (Future<Double> run : threads.invokeAll(runs)) {
                times.add(run.get());
            }
            return times;
        } finally {
            threads.shutdownNow();
        }
    }
}

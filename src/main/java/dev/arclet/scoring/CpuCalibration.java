package dev.arclet.scoring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out how a network best uses this machine's processors: many sessions of one thread each, one session of many threads, or
 * something between. Sessions side by side tend to score more pictures a second, threads together answer a single picture sooner;
 * by how much depends on the network, so this measures.
 */
public final class CpuCalibration {
    private static final Logger log = LoggerFactory.getLogger(CpuCalibration.class);

    /** Enough to see what large batches gain, few enough to measure a slow network. */
    private static final int LARGEST_BATCH = 8;

    private static final int MOST_SESSIONS = 64;

    /** Below this a difference in rate is noise, and the time of a single picture decides. */
    private static final double SAME_RATE = 0.95;

    private CpuCalibration() {}

    /**
     * One way to use the processors, measured.
     *
     * @param sessions batches at a time
     * @param threads processor threads for each
     * @param picturesPerSecond of all sessions together, each of them always busy
     * @param singleMillis a picture by itself, while nothing else is scored
     */
    public record Figure(int sessions, int threads, double picturesPerSecond, double singleMillis) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d x %d: %.0f pictures/s, %.2f ms alone",
                    sessions,
                    threads,
                    picturesPerSecond,
                    singleMillis);
        }
    }

    /**
     * Measures, and logs the figures and the choice.
     *
     * @param maxBatch most pictures in a batch later on
     * @param processors how many of the machine's to use
     * @param budget about how long this may take; the first figure is taken whatever it takes
     * @return what is best: the highest rate, and the shortest time of a single picture where rates are equal
     * @throws WorkerException if the network cannot be run here
     */
    public static Figure choose(ModelBundle bundle, int maxBatch, int processors, Duration budget)
            throws WorkerException {
        long end = System.nanoTime() + budget.toNanos();
        List<Split> candidates = candidates(processors);
        long slot = budget.toNanos() / (4L * candidates.size());
        List<Figure> figures = new ArrayList<>();
        for (Split candidate : candidates) {
            if (!figures.isEmpty() && System.nanoTime() > end) {
                log.info(
                        "The calibration of {} ends after {} of {} ways",
                        bundle.name(),
                        figures.size(),
                        candidates.size());
                break;
            }
            figures.add(measure(bundle, Math.min(maxBatch, LARGEST_BATCH), candidate, slot));
        }
        Figure best = best(figures);
        log.info(
                "Local workers of {}: {} x {} threads, of sessions x threads measured: {}",
                bundle.name(),
                best.sessions(),
                best.threads(),
                figures.stream().map(Figure::toString).collect(Collectors.joining("; ")));
        return best;
    }

    /** The best of what was measured, at least one. */
    static Figure best(List<Figure> figures) {
        double highest =
                figures.stream().mapToDouble(Figure::picturesPerSecond).max().orElseThrow();
        return figures.stream()
                .filter(figure -> figure.picturesPerSecond() >= SAME_RATE * highest)
                .min(Comparator.comparingDouble(Figure::singleMillis))
                .orElseThrow();
    }

    /** Sessions, and processor threads for each of them. */
    record Split(int sessions, int threads) {}

    /** Sessions and threads that together take all processors, from most sessions to most threads. */
    static List<Split> candidates(int processors) {
        List<Split> candidates = new ArrayList<>();
        for (int threads = 1; threads < processors; threads *= 2) {
            int sessions = processors / threads;
            if (sessions <= MOST_SESSIONS) {
                candidates.add(new Split(sessions, threads));
            }
        }
        candidates.add(new Split(1, processors));
        return candidates;
    }

    private static Figure measure(ModelBundle bundle, int batch, Split split, long slotNanos) throws WorkerException {
        List<LocalWorker> workers = new ArrayList<>();
        try {
            for (int i = 0; i < split.sessions(); i++) {
                workers.add(LocalWorker.open(
                        "calibration", bundle, new LocalWorker.Options(split.threads(), batch, false)));
            }
            double single = BatchTimes.alone(workers.get(0), blank(bundle, 1), slotNanos / 4) / 1e6;
            return new Figure(
                    split.sessions(), split.threads(), rate(workers, blank(bundle, batch), slotNanos), single);
        } finally {
            workers.forEach(LocalWorker::close);
        }
    }

    private static PictureBatch blank(ModelBundle bundle, int size) {
        return new PictureBatch(Collections.nCopies(size, new float[bundle.pictureLength()]));
    }

    private static double rate(List<LocalWorker> workers, PictureBatch batch, long slotNanos) throws WorkerException {
        try {
            return BatchTimes.together(workers, batch, slotNanos).stream()
                    .mapToDouble(nanos -> 1e9 * batch.size() / nanos)
                    .sum();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkerException("interrupted while the processors were measured", e);
        } catch (ExecutionException e) {
            throw new WorkerException(
                    "the processors cannot be measured: " + e.getCause().getMessage(), e);
        }
    }
}

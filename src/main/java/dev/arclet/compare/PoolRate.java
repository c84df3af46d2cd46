package dev.arclet.compare;

import dev.arclet.scoring.PoolStats;
import dev.arclet.scoring.WorkerPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a pair does in the pool that serves.
 *
 * @param perSecond pictures a second when all of them are there at once: what the pair can do
 * @param pictures that this was measured with
 * @param meanBatch pictures in a batch, on average, meanwhile
 * @param loads from the lowest to the highest
 */
public record PoolRate(double perSecond, int pictures, double meanBatch, List<Load> loads) {
    private static final int MOST_PICTURES = 200_000;
    private static final int ROUNDS = 4;
    /** So many times slower than its workers by themselves a pool may be until it counts as failed. */
    private static final double SLOWER = 5;

    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(20);

    public PoolRate {
        loads = List.copyOf(loads);
    }

    /** The load of a rate; empty where none was measured, as the rate is so low that no picture came. */
    public Optional<Load> at(double perSecond) {
        return loads.stream().filter(load -> load.perSecond() == perSecond).findFirst();
    }

    /**
     * Measures the rate, and then the latency at shares of it, at LSST's average rate and at the goal's.
     *
     * @param pool with nothing to do
     * @param pictures to send, again and again
     * @param bare rate of the pool's workers by themselves, for how many pictures it takes to fill the time
     * @param atATime pictures that its workers take together
     * @throws TrialException if the pool does not answer
     */
    public static PoolRate measure(WorkerPool pool, List<float[]> pictures, BareRate bare, int atATime, Goal goal)
            throws TrialException {
        OpenLoop loop = new OpenLoop(pool, pictures);
        try {
            answerAll(pool, loop, atATime, bare);
            int filling = (int) Math.min(
                    MOST_PICTURES, bare.best().perSecond() * goal.span().toNanos() / 1e9);
            PoolStats before = pool.stats();
            LoadResult all = answerAll(pool, loop, Math.max(ROUNDS * atATime, filling), bare);
            double meanBatch = meanBatch(before, pool.stats());
            return new PoolRate(all.perSecond(), all.sent(), meanBatch, loads(loop, all.perSecond(), goal));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrialException("interrupted while the pool was measured", e);
        }
    }

    private static List<Load> loads(OpenLoop loop, double perSecond, Goal goal) throws InterruptedException {
        List<Load> loads = new ArrayList<>();
        for (double rate : rates(perSecond, goal)) {
            Schedule schedule = Schedule.poisson(rate, goal.span(), goal.seed());
            if (schedule.size() > 0) {
                loads.add(Load.of(rate, perSecond, loop.run(schedule, goal.patience()), goal));
            }
        }
        return loads;
    }

    /** All at once, until the last is answered. */
    private static LoadResult answerAll(WorkerPool pool, OpenLoop loop, int count, BareRate bare)
            throws InterruptedException, TrialException {
        double expectedSeconds = count / bare.best().perSecond();
        Duration patience = LEAST_PATIENCE.plusMillis(Math.round(SLOWER * 1e3 * expectedSeconds));
        LoadResult result = loop.run(Schedule.atOnce(count), patience);
        if (result.rejected() > 0) {
            throw new TrialException(
                    "pictures were rejected: " + result.firstRejection().orElse("no reason given"), null);
        }
        if (result.unanswered() > 0) {
            throw new TrialException(
                    String.format(
                            Locale.ROOT,
                            "%,d of %,d pictures were not scored within %d s: %s",
                            result.unanswered(),
                            result.sent(),
                            patience.toSeconds(),
                            pool.health().lastFailure().orElse("it is too slow")),
                    null);
        }
        return result;
    }

    private static double meanBatch(PoolStats before, PoolStats after) {
        long batches = batches(after) - batches(before);
        return batches == 0 ? 0 : (after.pictures() - before.pictures()) / (double) batches;
    }

    private static long batches(PoolStats stats) {
        return stats.workers().stream()
                .mapToLong(PoolStats.WorkerStats::batches)
                .sum();
    }

    private static SortedSet<Double> rates(double perSecond, Goal goal) {
        SortedSet<Double> rates = new TreeSet<>(List.of(Goal.LSST, goal.perSecond()));
        goal.shares().forEach(share -> rates.add(share * perSecond));
        return rates;
    }
}

package dev.arclet.compare;

import dev.arclet.latency.EpochMicros;
import dev.arclet.load.RunResult;
import dev.arclet.scoring.WorkerPool;
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
public record PoolRate(double perSecond, long pictures, double meanBatch, List<Load> loads) {
    private static final int MOST_PICTURES = 200_000;
    private static final int ROUNDS = 4;

    public PoolRate {
        loads = List.copyOf(loads);
    }

    /** The load of a rate; empty where none was measured. */
    public Optional<Load> at(double perSecond) {
        return loads.stream().filter(load -> load.perSecond() == perSecond).findFirst();
    }

    /** Why the pair does not hold a rate that it was measured for; empty where it does. */
    public Optional<String> miss(double wanted) {
        if (wanted > perSecond) {
            return Optional.of(String.format(Locale.ROOT, "it scores %,.0f a second at most", perSecond));
        }
        return at(wanted).map(Load::miss).orElseGet(() -> Optional.of(whyNotMeasured()));
    }

    private String whyNotMeasured() {
        return loads.stream()
                .filter(PoolRate::isLossy)
                .findFirst()
                .map(load -> "at " + Numbers.rate(load.perSecond()) + "/s "
                        + load.miss().orElseThrow())
                .orElse("no picture was due");
    }

    private static boolean isLossy(Load load) {
        return load.unanswered() > 0;
    }

    /**
     * Measures the rate, and then the latency at shares of it, at LSST's average rate and at the goal's: of these at all that are not
     * above the rate, where latency would grow for as long as the load goes on, and up to the first at which pictures get lost.
     *
     * @param pool with nothing to do
     * @param clock that stamps its scores
     * @param pictures to send, again and again
     * @param bare rate of the pool's workers by themselves, for how many pictures it takes to fill the time
     * @param atATime pictures that its workers take together
     * @throws TrialException if the pool does not answer
     */
    public static PoolRate measure(
            WorkerPool pool, EpochMicros clock, List<float[]> pictures, BareRate bare, int atATime, Goal goal)
            throws TrialException {
        PoolTrial trial = new PoolTrial(pool, clock, pictures, bare, goal);
        try {
            trial.answerAll(atATime);
            RunResult all = trial.answerAll(Math.max(ROUNDS * atATime, filling(bare, goal)));
            double perSecond = all.throughput().scored();
            return new PoolRate(perSecond, all.account().sent(), all.meanBatch(), loads(trial, perSecond, goal));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrialException("interrupted while the pool was measured", e);
        }
    }

    private static int filling(BareRate bare, Goal goal) {
        return (int)
                Math.min(MOST_PICTURES, bare.best().perSecond() * goal.span().toNanos() / 1e9);
    }

    private static List<Load> loads(PoolTrial trial, double perSecond, Goal goal) throws InterruptedException {
        List<Load> loads = new ArrayList<>();
        for (double rate : rates(perSecond, goal)) {
            Optional<Load> load = trial.load(rate, perSecond);
            load.ifPresent(loads::add);
            if (load.filter(PoolRate::isLossy).isPresent()) {
                break;
            }
        }
        return loads;
    }

    private static SortedSet<Double> rates(double perSecond, Goal goal) {
        SortedSet<Double> rates = new TreeSet<>(List.of(Goal.LSST, goal.perSecond()));
        goal.shares().forEach(share -> rates.add(share * perSecond));
        rates.removeIf(rate -> rate > perSecond);
        return rates;
    }
}

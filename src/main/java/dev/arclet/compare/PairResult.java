package dev.arclet.compare;

import dev.arclet.evaluation.figures.Estimate;
import java.util.Optional;

/**
 * What was measured of a pair. Where it failed half-way, what had been measured before is there.
 *
 * @param pair which one
 * @param accuracy of its scores; of a modelled device, those of this machine's processors with the same network
 * @param bare rate of its workers by themselves
 * @param pool rate and latencies in the pool
 * @param failure why there is no more
 */
public record PairResult(
        Pair pair,
        Optional<Accuracy> accuracy,
        Optional<BareRate> bare,
        Optional<PoolRate> pool,
        Optional<String> failure) {

    /** Figures by which it stands against others; empty where it failed, or the sample is too small for this merit. */
    public Optional<Standing> standing(Merit merit) {
        return failure.isPresent()
                ? Optional.empty()
                : accuracy.flatMap(merit::of).flatMap(value -> pool.map(rate -> new Standing(value, rate.perSecond())));
    }

    /**
     * Where a pair stands.
     *
     * @param merit how accurate it is
     * @param perSecond pictures that it scores a second
     */
    public record Standing(Estimate merit, double perSecond) {
        /** Whether it is at least as good in both, and better in one. */
        public boolean beats(Standing other) {
            boolean noWorse = merit.value() >= other.merit.value() && perSecond >= other.perSecond;
            return noWorse && (merit.value() > other.merit.value() || perSecond > other.perSecond);
        }
    }

    /** The load of the goal's rate, where it came to that. */
    public Optional<Load> at(Goal goal) {
        return pool.flatMap(rate -> rate.at(goal.perSecond()));
    }

    /** Whether it was measured to hold the goal's rate within the goal's bound. */
    public boolean holds(Goal goal) {
        return failure.isEmpty()
                && pool.filter(rate -> rate.miss(goal.perSecond()).isEmpty()).isPresent();
    }

    /** What a million pictures cost, where a description tells. */
    public Optional<Cost> cost() {
        return pair.device()
                .flatMap(device -> pool.map(rate -> Cost.of(device.description(), device.count(), rate.perSecond())));
    }
}

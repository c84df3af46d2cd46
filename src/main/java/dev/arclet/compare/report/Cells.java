package dev.arclet.compare.report;

import dev.arclet.compare.Comparison;
import dev.arclet.compare.Cost;
import dev.arclet.compare.Load;
import dev.arclet.compare.Numbers;
import dev.arclet.compare.PairResult;
import dev.arclet.evaluation.figures.Estimate;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What the terminal's table and the page's say of a pair, in the same words. */
public final class Cells {
    private static final String NONE = "-";

    private final Comparison comparison;

    /** Of one comparison. */
    public Cells(Comparison comparison) {
        this.comparison = comparison;
    }

    /** Rate of the workers alone, and the batch at which it is best. */
    public String bare(PairResult result) {
        return result.bare()
                .map(bare -> Numbers.rate(bare.best().perSecond()) + " (batch "
                        + bare.best().batch() + ")")
                .orElse(NONE);
    }

    /** Rate in the pool. */
    public String pool(PairResult result) {
        return result.pool().map(rate -> Numbers.rate(rate.perSecond())).orElse(NONE);
    }

    /** A latency at the rate of the goal. */
    public String atGoal(PairResult result, Function<Load, Double> millis) {
        return result.at(comparison.goal())
                .map(load -> Numbers.millis(millis.apply(load)))
                .orElse(NONE);
    }

    /** What a million pictures cost. */
    public String cost(PairResult result, Function<Cost, OptionalDouble> which) {
        OptionalDouble amount = result.cost().map(which).orElse(OptionalDouble.empty());
        return amount.isPresent() ? Numbers.amount(amount.getAsDouble()) : NONE;
    }

    /** Whether no other pair beats it. */
    public String front(PairResult result) {
        return comparison.isOnFront(result) ? "yes" : "";
    }

    /** Whether it holds the goal, and else why not. */
    public String holds(PairResult result) {
        if (result.failure().isPresent()) {
            return "failed: " + result.failure().get();
        }
        return result.pool()
                .flatMap(rate -> rate.miss(comparison.goal().perSecond()))
                .map(why -> "no: " + why)
                .orElse("yes");
    }

    /** A figure with its interval; {@code none} where there is none. */
    public static String plain(Optional<Estimate> estimate, String none) {
        return estimate.map(figure -> Numbers.decimal(figure.value()) + " (" + Numbers.decimal(figure.low()) + " to "
                        + Numbers.decimal(figure.high()) + ")")
                .orElse(none);
    }
}

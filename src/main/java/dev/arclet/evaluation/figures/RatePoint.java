package dev.arclet.evaluation.figures;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * The lowest threshold at which the false positive rate is no higher than wanted. Its true positive rate has two intervals: a binomial
 * one at this very threshold, and one with what the few false positives leave open about the threshold itself; {@code allowed} says how
 * few they are.
 *
 * @param wantedFpr false positive rate
 * @param allowed false positives that make this rate among the others that there are
 * @param needs how many others it takes for one false positive to be allowed
 * @param point empty where there are fewer than that
 * @param tprWithThreshold the true positive rate at the wanted rate, with the threshold's uncertainty in its interval
 */
public record RatePoint(
        double wantedFpr,
        int allowed,
        long needs,
        Optional<OperatingPoint> point,
        Optional<Estimate> tprWithThreshold) {
    /** The rates that are usual in the field. */
    public static final List<Double> RATES = List.of(1e-2, 1e-3, 1e-4);

    /** The name of a rate, such as {@code FPR 0.001}. */
    public static String name(double fpr) {
        return "FPR " + BigDecimal.valueOf(fpr).stripTrailingZeros().toPlainString();
    }

    static RatePoint at(Roc roc, double wantedFpr) {
        // 1e-3 times 1,000 may come out a little below 1.
        int allowed = (int) Math.floor(wantedFpr * roc.others() * (1 + 1e-12));
        long needs = Math.round(1 / wantedFpr);
        if (allowed < 1 || allowed >= roc.others()) {
            return new RatePoint(wantedFpr, allowed, needs, Optional.empty(), Optional.empty());
        }
        OperatingPoint point = OperatingPoint.at(roc, roc.thresholdPassedByAtMost(allowed));
        Estimate tpr = ThresholdInterval.of(roc, wantedFpr, point.tpr());
        return new RatePoint(wantedFpr, allowed, needs, Optional.of(point), Optional.of(tpr));
    }
}

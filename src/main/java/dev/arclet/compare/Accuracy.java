package dev.arclet.compare;

import dev.arclet.evaluation.figures.Estimate;
import dev.arclet.evaluation.figures.Figures;
import dev.arclet.evaluation.figures.RatePoint;
import java.util.Optional;

/**
 * How well a pair tells lenses from others, by the figures of {@code arclet evaluate} with their 95 % intervals.
 *
 * @param lenses that were scored
 * @param others that were scored
 * @param auroc area under the ROC curve
 * @param atHalf accuracy on as many lenses as others, at a score of 0.5
 * @param tpr true positive rate at a false positive rate of 1e-3, the threshold's own uncertainty in its interval; empty with fewer
 *     than 1,000 others
 */
public record Accuracy(long lenses, long others, Estimate auroc, Estimate atHalf, Optional<Estimate> tpr) {
    private static final double RATE = 1e-3;

    /** The figures that pairs are compared by. */
    public static Accuracy of(Figures figures) {
        return new Accuracy(
                figures.lenses(),
                figures.others(),
                figures.auroc(),
                figures.atHalf().accuracy(),
                figures.atRates().stream()
                        .filter(rate -> rate.wantedFpr() == RATE)
                        .findFirst()
                        .flatMap(RatePoint::tprWithThreshold));
    }
}

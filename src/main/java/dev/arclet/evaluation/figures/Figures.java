package dev.arclet.evaluation.figures;

import java.util.List;
import java.util.Optional;

/**
 * The headline figures of one set of labelled scores.
 *
 * @param lenses how many there are
 * @param others how many there are
 * @param auroc area under the ROC curve
 * @param atRates at false positive rates of 1e-2, 1e-3 and 1e-4
 * @param tpr0 share of the lenses above the best of the others (Bologna challenge: before the first false positive)
 * @param tpr10 share of the lenses above the tenth best of the others; empty with fewer than ten
 * @param atCandidateThreshold at the model's own threshold
 * @param atHalf accuracy at 50:50, where a score of 0.5 or more is called a lens
 * @param atBest the same at the threshold where it is highest on these very scores, which flatters it a little
 */
public record Figures(
        long lenses,
        long others,
        Estimate auroc,
        List<RatePoint> atRates,
        Share tpr0,
        Optional<Share> tpr10,
        OperatingPoint atCandidateThreshold,
        Accuracy atHalf,
        Accuracy atBest) {
    private static final int TEN = 10;

    public Figures {
        atRates = List.copyOf(atRates);
    }

    /** Of some scores. */
    public static Figures of(Roc roc, float candidateThreshold) {
        Optional<Share> tpr10 = roc.others() < TEN
                ? Optional.empty()
                : Optional.of(roc.lensesFrom(roc.thresholdPassedByAtMost(TEN - 1)));
        return new Figures(
                roc.lenses(),
                roc.others(),
                roc.auroc(),
                RatePoint.RATES.stream().map(rate -> RatePoint.at(roc, rate)).toList(),
                roc.lensesFrom(roc.thresholdPassedByAtMost(0)),
                tpr10,
                OperatingPoint.at(roc, candidateThreshold),
                Accuracy.at(roc, 0.5f),
                Accuracy.at(roc, roc.mostAccurateThreshold()));
    }
}

package dev.arclet.evaluation.figures;

import java.util.List;

/**
 * What comes of one threshold.
 *
 * @param threshold the least score that passes
 * @param tpr share of the lenses that pass
 * @param fpr share of the others that pass
 * @param purities of what passes, at some prevalences; empty where nothing passes
 */
public record OperatingPoint(float threshold, Share tpr, Share fpr, List<Purity> purities) {
    public OperatingPoint {
        purities = List.copyOf(purities);
    }

    static OperatingPoint at(Roc roc, float threshold) {
        Share tpr = roc.lensesFrom(threshold);
        Share fpr = roc.othersFrom(threshold);
        return new OperatingPoint(threshold, tpr, fpr, Purity.at(tpr, fpr));
    }
}

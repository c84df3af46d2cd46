package dev.arclet.evaluation.figures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The scores of some lenses and some others, sorted: how many of each pass any threshold. A score passes when it is the threshold or
 * more, as in the service. Immutable.
 */
public final class Roc {
    private final float[] lenses;
    private final float[] others;

    /**
     * Of scores in any order, which are copied.
     *
     * @param lenses at least one score
     * @param others at least one score
     */
    public Roc(float[] lenses, float[] others) {
        if (lenses.length == 0 || others.length == 0) {
            throw new IllegalArgumentException("scores of %d lenses and %d others; give at least one of each"
                    .formatted(lenses.length, others.length));
        }
        this.lenses = sorted(lenses);
        this.others = sorted(others);
    }

    private static float[] sorted(float[] scores) {
        float[] sorted = scores.clone();
        Arrays.sort(sorted);
        if (Float.isNaN(sorted[sorted.length - 1])) {
            throw new IllegalArgumentException("a score is NaN; leave out what was not scored");
        }
        return sorted;
    }

    /** How many lenses there are. */
    public int lenses() {
        return lenses.length;
    }

    /** How many others there are. */
    public int others() {
        return others.length;
    }

    /** Share of the lenses that pass: the true positive rate, or completeness. */
    public Share lensesFrom(float threshold) {
        return Share.of(countFrom(lenses, threshold), lenses.length);
    }

    /** Share of the others that pass: the false positive rate. */
    public Share othersFrom(float threshold) {
        return Share.of(countFrom(others, threshold), others.length);
    }

    /** Area under the curve: the chance that a lens scores above another thing, ties counting half. */
    public Estimate auroc() {
        return DeLong.auroc(lenses, others);
    }

    /**
     * The lowest threshold that no more than so many of the others pass.
     *
     * @param allowed false positives, fewer than there are others
     */
    public float thresholdPassedByAtMost(int allowed) {
        if (allowed < 0 || allowed >= others.length) {
            throw new IllegalArgumentException("%d false positives of %d are allowed; give 0 to one less than all"
                    .formatted(allowed, others.length));
        }
        return Math.nextUp(others[others.length - 1 - allowed]);
    }

    /** The so-many-th highest score of the others, the highest being the first. */
    float otherRanked(int rank) {
        return others[others.length - rank];
    }

    /** The threshold at which the mean of the two classes' accuracies is highest; the highest of equals. */
    public float mostAccurateThreshold() {
        float best = Math.nextUp(Math.max(lenses[lenses.length - 1], others[others.length - 1]));
        double bestAdvantage = 0;
        for (int i = lenses.length - 1; i >= 0; i--) {
            double advantage = (lenses.length - i) / (double) lenses.length
                    - countFrom(others, lenses[i]) / (double) others.length;
            if (advantage > bestAdvantage) {
                bestAdvantage = advantage;
                best = lenses[i];
            }
        }
        return best;
    }

    /**
     * A point of the curve.
     *
     * @param threshold least score that passes
     * @param fpr share of the others that pass
     * @param tpr share of the lenses that pass
     */
    public record Point(float threshold, double fpr, double tpr) {}

    /** The curve from the fewest false positives to all, in about 25 steps a decade. */
    public List<Point> curve() {
        List<Point> curve = new ArrayList<>();
        for (int allowed = 0; allowed < others.length; allowed = Math.max(allowed + 1, (int) (allowed * 1.1))) {
            addPoint(curve, thresholdPassedByAtMost(allowed));
        }
        addPoint(curve, Math.min(lenses[0], others[0]));
        return curve;
    }

    private void addPoint(List<Point> curve, float threshold) {
        if (curve.isEmpty() || curve.get(curve.size() - 1).threshold() != threshold) {
            curve.add(new Point(
                    threshold,
                    othersFrom(threshold).value(),
                    lensesFrom(threshold).value()));
        }
    }

    /** How many of a sorted array's values are so large or larger. */
    static int countFrom(float[] sorted, float threshold) {
        int below = 0;
        int end = sorted.length;
        while (below < end) {
            int middle = (below + end) >>> 1;
            if (sorted[middle] < threshold) {
                below = middle + 1;
            } else {
                end = middle;
            }
        }
        return sorted.length - below;
    }
}

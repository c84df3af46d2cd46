package dev.arclet.evaluation.figures;

/**
 * Accuracy on a set with as many lenses as others, from a set of any mixture: the mean of the accuracies on both. Its interval is put
 * together from those of the two shares by Newcombe's square-and-add (1998, Statistics in Medicine 17, 873).
 *
 * @param threshold the least score that is called a lens
 * @param accuracy (TPR + TNR) / 2
 */
public record Accuracy(float threshold, Estimate accuracy) {

    static Accuracy at(Roc roc, float threshold) {
        Share right = roc.lensesFrom(threshold);
        Share rightToo = roc.othersFrom(threshold).rest();
        double value = (right.value() + rightToo.value()) / 2;
        double below = Math.hypot(right.value() - right.low(), rightToo.value() - rightToo.low()) / 2;
        double above = Math.hypot(right.high() - right.value(), rightToo.high() - rightToo.value()) / 2;
        return new Accuracy(threshold, new Estimate(value, value - below, value + above));
    }
}

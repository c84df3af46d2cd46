package dev.arclet.evaluation.figures;

/**
 * The interval of a true positive rate at a wanted false positive rate, with what the others leave open about the threshold. How many of
 * the others pass the threshold that truly has this rate is binomial, or nearly Poisson, and the central 95 % of that gives two of their
 * order statistics between which it lies. The true positive rates at these two, and Wilson's interval at the threshold itself, are joined
 * by Newcombe's square-and-add (1998, Statistics in Medicine 17, 873). Where it may well be that none of the others passes (fewer than
 * four are expected), nothing bounds the threshold from above and the lower end is 0.
 */
final class ThresholdInterval {
    private static final double TAIL = 0.025;

    private ThresholdInterval() {}

    /**
     * Of one false positive rate.
     *
     * @param tpr at the lowest threshold that no more than this share of the others passes
     */
    static Estimate of(Roc roc, double fpr, Share tpr) {
        double expected = fpr * roc.others();
        int fewest = poissonQuantile(expected, TAIL);
        int most = poissonQuantile(expected, 1 - TAIL);
        double value = tpr.value();
        double atFewest =
                fewest == 0 ? 0 : roc.lensesFrom(roc.otherRanked(fewest)).value();
        double atMost = most >= roc.others()
                ? 1
                : roc.lensesFrom(roc.thresholdPassedByAtMost(most)).value();
        // Where scores tie, the threshold of fewer may let more lenses pass.
        double below = Math.hypot(value - Math.min(value, atFewest), value - tpr.low());
        double above = Math.hypot(Math.max(value, atMost) - value, tpr.high() - value);
        return new Estimate(value, fewest == 0 ? 0 : Math.max(0, value - below), Math.min(1, value + above));
    }

    /** The least count that is not exceeded with at least this probability. */
    static int poissonQuantile(double mean, double probability) {
        int count = 0;
        double logTerm = -mean;
        double sum = Math.exp(logTerm);
        while (sum < probability) {
            count++;
            logTerm += Math.log(mean / count);
            sum += Math.exp(logTerm);
        }
        return count;
    }
}

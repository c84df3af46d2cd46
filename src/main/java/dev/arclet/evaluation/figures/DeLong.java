package dev.arclet.evaluation.figures;

/**
 * Area under the ROC curve with the interval of DeLong, DeLong and Clarke-Pearson (1988, Biometrics 44, 837), by the ranks of Sun and
 * Xu (2014, IEEE Signal Processing Letters 21, 1389), in n log n. The interval is made on the logit of the area, so that it stays
 * within 0 and 1. Where all lenses score above all others, or all below, the method's variance is 0; the open end is then Wilson's for
 * the smaller class, which is on the wide side. A class of one says nothing of its own spread; the largest that it can have is taken.
 */
final class DeLong {
    private DeLong() {}

    /** Of scores in rising order. */
    static Estimate auroc(float[] lenses, float[] others) {
        double[] lensWins = wins(lenses, others);
        double[] otherWins = wins(others, lenses);
        double area = mean(lensWins);
        double variance = varianceOfMean(lensWins, area) + varianceOfMean(otherWins, 1 - area);
        if (area == 0 || area == 1) {
            int fewer = Math.min(lenses.length, others.length);
            Share share = Share.of(area == 1 ? fewer : 0, fewer);
            return new Estimate(area, share.low(), share.high());
        }
        double logit = Math.log(area / (1 - area));
        double half = Estimate.NORMAL_95 * Math.sqrt(variance) / (area * (1 - area));
        return new Estimate(area, Math.min(area, sigmoid(logit - half)), Math.max(area, sigmoid(logit + half)));
    }

    /** For each score, the share of the opponents that it beats, a tie counting half. */
    private static double[] wins(float[] scores, float[] opponents) {
        double[] wins = new double[scores.length];
        int below = 0;
        int upTo = 0;
        for (int i = 0; i < scores.length; i++) {
            while (below < opponents.length && opponents[below] < scores[i]) {
                below++;
            }
            while (upTo < opponents.length && opponents[upTo] <= scores[i]) {
                upTo++;
            }
            wins[i] = (below + upTo) / 2.0 / opponents.length;
        }
        return wins;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Of shares of wins; of a single one, the variance that wins of all or nothing would have. */
    private static double varianceOfMean(double[] values, double mean) {
        if (values.length == 1) {
            return mean * (1 - mean);
        }
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / (values.length - 1) / values.length;
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}

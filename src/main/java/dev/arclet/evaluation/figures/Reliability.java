package dev.arclet.evaluation.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Whether probabilities mean what they say. Pictures are put into {@value #BINS} bins of equal width by their probability; the expected
 * calibration error is the mean over the pictures of the difference between a bin's mean probability and its share of lenses (Naeini et
 * al. 2015, AAAI 29). Its interval is 1.96 bootstrap standard errors to each side.
 *
 * @param error expected calibration error, 0 to 1
 * @param bins those that hold pictures, rising
 */
public record Reliability(Estimate error, List<Bin> bins) {
    /** Bins between 0 and 1. */
    public static final int BINS = 15;

    private static final int ROUNDS = 200;

    public Reliability {
        bins = List.copyOf(bins);
    }

    /**
     * One bin.
     *
     * @param from lower edge
     * @param to upper edge
     * @param meanProbability of the pictures inside
     * @param lenses share of the pictures inside that are lenses
     */
    public record Bin(double from, double to, double meanProbability, Share lenses) {}

    /**
     * Of labelled probabilities.
     *
     * @param probabilities at least one, each 0 to 1
     * @param lens for each, whether it is a lens
     */
    public static Reliability of(double[] probabilities, boolean[] lens) {
        Tally all = new Tally();
        for (int i = 0; i < probabilities.length; i++) {
            all.add(probabilities[i], lens[i]);
        }
        return new Reliability(Estimate.normal(all.error(), standardError(probabilities, lens)), all.bins());
    }

    /**
     * The expected calibration error as it would be with as many lenses as others: each class has half of the weight, however many there
     * are of it. Where lenses are rare the plain error can hardly be large, since nearly all others lie in the lowest bin.
     *
     * @param lenses their probabilities at 50:50, at least one
     * @param others their probabilities at 50:50, at least one
     */
    public static Estimate balancedError(double[] lenses, double[] others) {
        SplittableRandom random = new SplittableRandom(1);
        double[] errors = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            double[] gaps = new double[BINS];
            for (int i = 0; i < lenses.length; i++) {
                addGap(gaps, lenses[random.nextInt(lenses.length)], 1, lenses.length);
            }
            for (int i = 0; i < others.length; i++) {
                addGap(gaps, others[random.nextInt(others.length)], 0, others.length);
            }
            errors[round] = sumOfSizes(gaps);
        }
        double[] gaps = new double[BINS];
        for (double probability : lenses) {
            addGap(gaps, probability, 1, lenses.length);
        }
        for (double probability : others) {
            addGap(gaps, probability, 0, others.length);
        }
        return Estimate.normal(sumOfSizes(gaps), deviation(errors));
    }

    private static void addGap(double[] gaps, double probability, int lens, int ofClass) {
        gaps[bin(probability)] += (probability - lens) / (2.0 * ofClass);
    }

    private static double sumOfSizes(double[] gaps) {
        double sum = 0;
        for (double gap : gaps) {
            sum += Math.abs(gap);
        }
        return sum;
    }

    private static int bin(double probability) {
        return Math.min(BINS - 1, (int) (probability * BINS));
    }

    private static double deviation(double[] values) {
        double sum = 0;
        double squares = 0;
        for (double value : values) {
            sum += value;
            squares += value * value;
        }
        double mean = sum / values.length;
        return Math.sqrt(Math.max(0, squares / values.length - mean * mean));
    }

    private static double standardError(double[] probabilities, boolean[] lens) {
        SplittableRandom random = new SplittableRandom(1);
        double[] errors = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            Tally tally = new Tally();
            for (int i = 0; i < probabilities.length; i++) {
                int pick = random.nextInt(probabilities.length);
                tally.add(probabilities[pick], lens[pick]);
            }
            errors[round] = tally.error();
        }
        return deviation(errors);
    }

    private static final class Tally {
        private final long[] pictures = new long[BINS];
        private final long[] lenses = new long[BINS];
        private final double[] probability = new double[BINS];
        private long total;

        void add(double value, boolean lens) {
            int bin = bin(value);
            pictures[bin]++;
            lenses[bin] += lens ? 1 : 0;
            probability[bin] += value;
            total++;
        }

        double error() {
            double error = 0;
            for (int bin = 0; bin < BINS; bin++) {
                error += Math.abs(probability[bin] - lenses[bin]);
            }
            return error / total;
        }

        List<Bin> bins() {
            List<Bin> bins = new ArrayList<>();
            for (int bin = 0; bin < BINS; bin++) {
                if (pictures[bin] > 0) {
                    bins.add(new Bin(
                            bin / (double) BINS,
                            (bin + 1) / (double) BINS,
                            probability[bin] / pictures[bin],
                            Share.of(lenses[bin], pictures[bin])));
                }
            }
            return bins;
        }
    }
}

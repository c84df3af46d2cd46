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

    private static double standardError(double[] probabilities, boolean[] lens) {
        SplittableRandom random = new SplittableRandom(1);
        double sum = 0;
        double squares = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Tally tally = new Tally();
            for (int i = 0; i < probabilities.length; i++) {
                int pick = random.nextInt(probabilities.length);
                tally.add(probabilities[pick], lens[pick]);
            }
            double error = tally.error();
            sum += error;
            squares += error * error;
        }
        double mean = sum / ROUNDS;
        return Math.sqrt(Math.max(0, squares / ROUNDS - mean * mean));
    }

    private static final class Tally {
        private final long[] pictures = new long[BINS];
        private final long[] lenses = new long[BINS];
        private final double[] probability = new double[BINS];
        private long total;

        void add(double value, boolean lens) {
            int bin = Math.min(BINS - 1, (int) (value * BINS));
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

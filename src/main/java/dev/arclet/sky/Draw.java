package dev.arclet.sky;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Random draws of one simulated thing. Each thing has its own generator, seeded by the run's seed and the thing's
 * index, so that it comes out the same whatever was drawn before and on whatever thread. Not for several threads at
 * once.
 */
final class Draw {
    private final SplittableRandom random;

    private Draw(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** The draws of thing number {@code index} of kind {@code purpose} in the run that {@code seed} names. */
    static Draw of(long seed, long purpose, long index) {
        return new Draw(mix(mix(mix(seed) + purpose) + index));
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014): neighbouring seeds give unrelated streams. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** True with a probability. */
    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    double uniform(double from, double to) {
        return from + (to - from) * random.nextDouble();
    }

    /** Uniform in the logarithm. */
    double logUniform(double from, double to) {
        return Math.exp(uniform(Math.log(from), Math.log(to)));
    }

    double normal(double mean, double sigma) {
        return mean + sigma * random.nextGaussian();
    }

    /** A Gaussian held within two bounds by redrawing. */
    double normal(double mean, double sigma, double lowest, double highest) {
        for (int attempt = 0; attempt < 100; attempt++) {
            double value = normal(mean, sigma);
            if (value >= lowest && value <= highest) {
                return value;
            }
        }
        return Math.max(lowest, Math.min(highest, mean));
    }

    /** Rayleigh distributed with a scale. */
    double rayleigh(double scale) {
        return scale * Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    }

    /** An angle, 0 to 2 pi. */
    double angle() {
        return uniform(0, 2 * Math.PI);
    }

    /** A whole number from {@code lowest} to {@code highest}, both included. */
    int whole(int lowest, int highest) {
        return lowest + random.nextInt(highest - lowest + 1);
    }

    /** Poisson distributed (Knuth's product; for small means). */
    int poisson(double mean) {
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    /** A magnitude whose counts grow as {@code 10^(slope m)} between two bounds. */
    double magnitude(double bright, double faint, double slope) {
        double low = Math.pow(10, slope * bright);
        double high = Math.pow(10, slope * faint);
        return Math.log10(uniform(low, high)) / slope;
    }

    /** An axis ratio {@code 1 - e} with e Rayleigh distributed, redrawn below {@code least} (Collett 2015). */
    double axisRatio(double scale, double least) {
        for (int attempt = 0; attempt < 100; attempt++) {
            double ratio = 1 - rayleigh(scale);
            if (ratio >= least) {
                return ratio;
            }
        }
        return least;
    }

    /** One of a list, all alike. */
    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** An index with a chance proportional to its weight. */
    int weighted(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double left = random.nextDouble() * sum;
        for (int i = 0; i < weights.length - 1; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }

    /** A standard normal number. */
    double gaussian() {
        return random.nextGaussian();
    }
}

package dev.arclet.load;

import java.util.Optional;

/** Looks for the largest rate at which something holds that holds below it: doubles or halves until it changes, then bisects. */
public final class RateSearch {
    private static final double LEAST = 0.1;
    private static final double MOST = 1e6;

    private final double resolution;

    /** What is asked at a rate; true: it holds. */
    @FunctionalInterface
    public interface Trial {
        boolean holds(double perSecond) throws InterruptedException;
    }

    /**
     * @param resolution how near to the largest rate it comes: 0.05 is within 5 %
     */
    public RateSearch(double resolution) {
        if (!(resolution > 0 && resolution <= 1)) {
            throw new IllegalArgumentException(
                    "resolution of the search is " + resolution + "; give more than 0, at most 1");
        }
        this.resolution = resolution;
    }

    /**
     * The largest rate that was tried and held; empty if none did, down to one alert in ten seconds.
     *
     * @param start first rate to try
     */
    public Optional<Double> largest(double start, Trial trial) throws InterruptedException {
        double holds = Math.max(LEAST, Math.min(MOST, start));
        double fails;
        if (trial.holds(holds)) {
            fails = holds * 2;
            while (fails <= MOST && trial.holds(fails)) {
                holds = fails;
                fails *= 2;
            }
        } else {
            fails = holds;
            holds /= 2;
            while (holds >= LEAST && !trial.holds(holds)) {
                fails = holds;
                holds /= 2;
            }
            if (holds < LEAST) {
                return Optional.empty();
            }
        }
        return Optional.of(bisect(holds, Math.min(fails, MOST), trial));
    }

    private double bisect(double low, double high, Trial trial) throws InterruptedException {
        double holds = low;
        double fails = high;
        while (fails > holds * (1 + resolution)) {
            double middle = Math.sqrt(holds * fails);
            if (trial.holds(middle)) {
                holds = middle;
            } else {
                fails = middle;
            }
        }
        return holds;
    }

    /** The next lower rate worth trying. */
    public double below(double rate) {
        return rate / (1 + resolution);
    }
}

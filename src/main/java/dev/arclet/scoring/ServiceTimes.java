package dev.arclet.scoring;

import java.util.OptionalLong;

/**
 * How long one worker needs for a batch, learnt from what it did: a straight line, {@code time = fixed + perPicture * size},
 * fitted by least squares that forget (the last {@value #MEMORY} or so batches count). A prediction adds a margin of
 * {@value #MARGIN} mean deviations, which for normal scatter is the 99th percentile. A network without surprises takes such a line to a few per cent, and the line, unlike a table, also tells of sizes
 * that were not seen lately.
 *
 * <p>An observation counts as at most {@value #OUTLIER} times what was predicted, so that one pause of the collector does not
 * spoil the next fifty batches, while a device that really has become slow is believed after a few. Two batches in a row that take less than a
 * {@value #OUTLIER}th of it make all before forgotten: the first batches of a device may include its warm-up, and who is thought
 * slow is asked too seldom to live that down.
 *
 * <p>Thread-safe; a few dozen nanoseconds a call.
 */
public final class ServiceTimes {
    private static final int MEMORY = 50;
    private static final double KEEP = 1 - 1.0 / MEMORY;
    private static final double MARGIN = 2.9;
    private static final int OUTLIER = 4;
    private static final int TRUSTED_AFTER = 5;

    private long observations;
    private double weight;
    private double meanSize;
    private double meanTime;
    private double sizeVariance;
    private double covariance;
    private double deviation;
    private int quickInARow;

    /**
     * Takes in one batch.
     *
     * @param size pictures that the device computed, padding included, at least 1
     * @param nanos from hand-over to answer
     */
    public synchronized void observe(int size, long nanos) {
        double time = nanos;
        quickInARow = observations > 0 && time * OUTLIER < line(size) ? quickInARow + 1 : 0;
        if (quickInARow == 2) {
            forget();
        }
        if (observations >= TRUSTED_AFTER) {
            double predicted = line(size);
            time = Math.min(time, OUTLIER * predicted);
            deviation += (Math.abs(time - predicted) / predicted - deviation) / MEMORY * 2;
        }
        observations++;
        weight = weight * KEEP + 1;
        double share = 1 / weight;
        double sizeStep = size - meanSize;
        double timeStep = time - meanTime;
        meanSize += share * sizeStep;
        meanTime += share * timeStep;
        sizeVariance = (1 - share) * (sizeVariance + share * sizeStep * sizeStep);
        covariance = (1 - share) * (covariance + share * sizeStep * timeStep);
    }

    private void forget() {
        observations = 0;
        weight = 0;
        meanSize = 0;
        meanTime = 0;
        sizeVariance = 0;
        covariance = 0;
        deviation = 0;
        quickInARow = 0;
    }

    /** Time of a batch in nanoseconds, as it is mostly; empty before the first observation. */
    public synchronized OptionalLong expected(int size) {
        return observations == 0 ? OptionalLong.empty() : OptionalLong.of(Math.round(line(size)));
    }

    /** Time in nanoseconds that 99 batches of 100 do not exceed; empty before the first observation. */
    public synchronized OptionalLong predict(int size) {
        if (observations == 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Math.round(line(size) * (1 + MARGIN * deviation)));
    }

    /**
     * The line at a size. Where all batches had one size the slope is unknown; then larger ones are taken to grow in proportion
     * and smaller ones to cost as much, which errs towards the slow side.
     */
    private double line(int size) {
        if (sizeVariance < 1e-9) {
            return meanTime * Math.max(1, size / meanSize);
        }
        double slope = Math.max(0, covariance / sizeVariance);
        double fixed = meanTime - slope * meanSize;
        if (fixed < 0) {
            return meanTime * size / meanSize;
        }
        return fixed + slope * size;
    }
}

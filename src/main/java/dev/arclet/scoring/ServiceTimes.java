package dev.arclet.scoring;

import java.util.OptionalLong;

/**
 * How long one worker needs for a batch, learnt from what it did: a straight line, {@code time = fixed + perPicture * size},
 * fitted by least squares that forget (the last {@value #MEMORY} or so batches count), plus a margin of {@value #MARGIN} mean
 * deviations. A network without surprises takes such a line to a few per cent, and the line, unlike a table, also tells of sizes
 * that were not seen lately.
 *
 * <p>An observation counts as at most {@value #OUTLIER} times what was predicted, so that one pause of the collector does not
 * spoil the next fifty batches, while a device that really has become slow is believed after a few.
 *
 * <p>Thread-safe; a few dozen nanoseconds a call.
 */
public final class ServiceTimes {
    private static final int MEMORY = 50;
    private static final double KEEP = 1 - 1.0 / MEMORY;
    private static final double MARGIN = 2.5;
    private static final double OUTLIER = 4;
    private static final int TRUSTED_AFTER = 5;

    private long observations;
    private double weight;
    private double meanSize;
    private double meanTime;
    private double sizeVariance;
    private double covariance;
    private double deviation;

    /**
     * Takes in one batch.
     *
     * @param size pictures that the device computed, padding included, at least 1
     * @param nanos from hand-over to answer
     */
    public synchronized void observe(int size, long nanos) {
        double time = nanos;
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

    /** Expected time of a batch in nanoseconds, with the margin; empty before the first observation. */
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

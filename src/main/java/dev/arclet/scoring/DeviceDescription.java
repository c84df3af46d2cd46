package dev.arclet.scoring;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How fast a device is, by published figures: a batch of n pictures takes {@code fixedMillis + n * perPictureMillis}, times a
 * jitter whose median is 1, and {@code parallel} batches are under way at a time. On disk it is a YAML file with these names as
 * keys.
 *
 * @param name short, lower case, for the names of workers
 * @param device what it is
 * @param network what it ran when it was measured; another network takes another time
 * @param fixedMillis milliseconds of every batch, over 0 together with {@code perPictureMillis}
 * @param perPictureMillis milliseconds of each picture in it
 * @param parallel batches that it has under way at a time
 * @param batchSizes the only sizes that it computes, rising, smaller batches are padded; empty: any up to {@code maxBatch}
 * @param maxBatch most pictures in a batch
 * @param p99OverMedian the 99th percentile of the time of a batch over its median; the logarithm is normal (Gaussian). 1: none
 * @param watts what it draws under load
 * @param dollarsPerHour what it costs to rent
 * @param sources for every figure where it is from, by its key
 */
public record DeviceDescription(
        String name,
        String device,
        String network,
        double fixedMillis,
        double perPictureMillis,
        int parallel,
        List<Integer> batchSizes,
        int maxBatch,
        double p99OverMedian,
        OptionalDouble watts,
        OptionalDouble dollarsPerHour,
        Map<String, String> sources) {
    /** Standard deviations from the median to the 99th percentile of a normal distribution. */
    private static final double P99_SIGMAS = 2.3263;

    public DeviceDescription {
        batchSizes = List.copyOf(batchSizes);
        sources = Map.copyOf(sources);
        if (!name.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw new IllegalArgumentException("name is '" + name + "'; give lower-case letters, digits and '-'");
        }
        if (!(fixedMillis + perPictureMillis > 0)) {
            throw new IllegalArgumentException("fixedMillis and perPictureMillis are both 0; give the device's times");
        }
        // Checks the sizes too.
        sizes(batchSizes, maxBatch, maxBatch);
    }

    /** The batches that the device takes, none larger than {@code most} where it has a choice. */
    public BatchSizes sizes(int most) {
        return sizes(batchSizes, maxBatch, most);
    }

    private static BatchSizes sizes(List<Integer> fixed, int maxBatch, int most) {
        if (fixed.isEmpty()) {
            return BatchSizes.upTo(Math.min(maxBatch, most));
        }
        if (fixed.get(fixed.size() - 1) != maxBatch) {
            throw new IllegalArgumentException(
                    "batchSizes are " + fixed + " and maxBatch is " + maxBatch + "; end with the largest");
        }
        List<Integer> within = fixed.stream().filter(size -> size <= most).toList();
        return BatchSizes.only(within.isEmpty() ? fixed.subList(0, 1) : within);
    }

    /** Median time of a batch in nanoseconds. */
    public double medianNanos(int pictures) {
        return 1e6 * (fixedMillis + perPictureMillis * pictures);
    }

    /**
     * Time of a batch in nanoseconds.
     *
     * @param pictures padding included
     * @param gaussian from a normal distribution of mean 0 and deviation 1
     */
    public long serviceNanos(int pictures, double gaussian) {
        return Math.round(medianNanos(pictures) * Math.exp(gaussian * Math.log(p99OverMedian) / P99_SIGMAS));
    }
}

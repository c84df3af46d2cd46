package dev.arclet.evaluation.figures;

/**
 * How many of some things are so, with Wilson's 95 % interval for the share that lies behind the count (Wilson 1927, JASA 22, 209):
 * unlike the normal approximation it keeps its level near 0 and 1.
 *
 * @param count of those that are so
 * @param of how many there are, at least 1
 * @param value count / of
 * @param low lower end of the interval
 * @param high upper end of the interval
 */
public record Share(long count, long of, double value, double low, double high) {

    /** The share of a count. */
    public static Share of(long count, long of) {
        if (of < 1 || count < 0 || count > of) {
            throw new IllegalArgumentException("share of %d in %d; give 0 to all of at least 1".formatted(count, of));
        }
        double n = of;
        double value = count / n;
        double z2 = Estimate.NORMAL_95 * Estimate.NORMAL_95;
        double middle = (value + z2 / (2 * n)) / (1 + z2 / n);
        double half = Estimate.NORMAL_95 / (1 + z2 / n) * Math.sqrt(value * (1 - value) / n + z2 / (4 * n * n));
        // At 0 and 1 the ends are exactly those; min and max take away what rounding leaves.
        double low = count == 0 ? 0 : Math.min(value, middle - half);
        double high = count == of ? 1 : Math.max(value, middle + half);
        return new Share(count, of, value, low, high);
    }

    /** The share of those that are not so. */
    Share rest() {
        return of(of - count, of);
    }
}

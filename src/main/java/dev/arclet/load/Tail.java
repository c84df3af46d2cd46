package dev.arclet.load;

import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * How far the 99th percentile can be believed: it comes from a sample.
 *
 * @param low lower end of its 95 % interval, milliseconds
 * @param high upper end; empty when the sample is too small to have one
 * @param within whether at least 99 in 100 alerts are within the bound at 99 % confidence; empty without a bound
 */
public record Tail(double low, Optional<Double> high, Optional<Boolean> within) {
    private static final double TAIL = 0.01;
    private static final double NORMAL_95 = 1.959964;
    private static final double DOUBT = 0.01;

    /**
     * From a sample.
     *
     * <p>The interval is between two order statistics, whose ranks are n p -+ 1.96 sqrt(n p (1 - p)): it takes nothing for granted but
     * that latencies are independent, which under load they are not quite, so that it is rather too narrow. The confidence is that of
     * MLPerf's early stopping: were more than one in 100 too late, a sample with so few late ones had a chance of 1 % at most.
     *
     * @param latency in microseconds
     * @param late of these, how many were beyond the bound; empty without a bound
     */
    static Tail of(Histogram latency, Optional<Long> late) {
        long n = latency.getTotalCount();
        double middle = n * (1 - TAIL);
        double reach = NORMAL_95 * Math.sqrt(n * TAIL * (1 - TAIL));
        double low = n == 0 ? 0 : Percentiles.millis(latency, 100 * Math.max(0, middle - reach) / n);
        double rank = Math.ceil(middle + reach) + 1;
        Optional<Double> high = rank > n ? Optional.empty() : Optional.of(Percentiles.millis(latency, 100 * rank / n));
        return new Tail(low, high, late.map(beyond -> chanceOfAtMost(beyond, n, TAIL) <= DOUBT));
    }

    /** The chance that of n alerts at most {@code k} are late, if each is with probability p: the binomial distribution. */
    static double chanceOfAtMost(long k, long n, double p) {
        if (k >= n) {
            return 1;
        }
        double logTerm = n * Math.log1p(-p);
        double odds = Math.log(p) - Math.log1p(-p);
        double sum = 0;
        for (long i = 0; i <= k; i++) {
            sum += Math.exp(logTerm);
            logTerm += Math.log((double) (n - i) / (i + 1)) + odds;
        }
        return Math.min(1, sum);
    }
}

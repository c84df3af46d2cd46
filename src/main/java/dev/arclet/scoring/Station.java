package dev.arclet.scoring;

import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/**
 * A worker as the line sees it: what it takes, how fast it is, and when it will be ready for more.
 *
 * <p>Not thread-safe; used under the line's lock. Times are nanoseconds of one monotone clock.
 */
final class Station {
    private final String device;
    private final BatchSizes sizes;
    private final int max;
    private final ServiceTimes times;
    private final boolean fallback;
    private final BooleanSupplier inService;

    /** Pictures that it has; 0 when it is free. */
    private int inHand;

    private long tookAt;

    /**
     * @param device what computes; workers of one device fail together
     * @param maxBatch the policy's largest batch
     * @param fallback whether the worker stands in for others
     */
    Station(
            String device,
            BatchSizes sizes,
            int maxBatch,
            ServiceTimes times,
            boolean fallback,
            BooleanSupplier inService) {
        this.device = device;
        this.sizes = sizes;
        this.max = Math.min(sizes.max(), maxBatch);
        this.times = times;
        this.fallback = fallback;
        this.inService = inService;
    }

    String device() {
        return device;
    }

    /** Most pictures that it may be given together. */
    int max() {
        return max;
    }

    /** Most pictures that it is given while another is free. */
    int preferred() {
        return Math.min(max, sizes.preferred());
    }

    boolean isFallback() {
        return fallback;
    }

    boolean isInService() {
        return inService.getAsBoolean();
    }

    void took(int pictures, long nowNanos) {
        inHand = pictures;
        tookAt = nowNanos;
    }

    void freed() {
        inHand = 0;
    }

    /** When it last got something to do; 0 before. */
    long tookAt() {
        return tookAt;
    }

    /** Time of a batch as it is mostly; empty while nothing is known. */
    OptionalLong expected(int pictures) {
        return times.expected(sizes.padded(pictures));
    }

    /** All of these, or as many as fill a size of the device, where that brings more pictures a second than padding does. */
    int worthPadding(int pictures) {
        int filled = sizes.filled(pictures);
        OptionalLong without = expected(filled);
        OptionalLong padded = expected(pictures);
        if (filled == pictures || without.isEmpty() || padded.isEmpty()) {
            return pictures;
        }
        boolean moreWithout = (double) filled * padded.getAsLong() > (double) pictures * without.getAsLong();
        return moreWithout ? filled : pictures;
    }

    /** The largest batch, at most so large, of which 99 in 100 take no longer; 0 when there is none. */
    int largestWithin(long nanos, int most) {
        return largest(nanos, most, size -> times.predict(sizes.padded(size)));
    }

    /** Whether it would have scored one picture by then, 99 times in 100, as far as is known. */
    boolean isInTimeForOne(long nanos, long nowNanos) {
        OptionalLong one = times.predict(sizes.padded(1));
        return one.isPresent() && nanosToReady(nowNanos) <= nanos - one.getAsLong();
    }

    /** How many more pictures it can be expected to have scored by then; 0 while nothing is known of it. */
    long finishedWithin(long nanos, long nowNanos) {
        OptionalLong full = expected(max);
        long left = nanos - nanosToReady(nowNanos);
        if (full.isEmpty() || left <= 0) {
            return 0;
        }
        return left >= full.getAsLong()
                ? (long) ((double) left / full.getAsLong() * max)
                : largest(left, max, this::expected);
    }

    /**
     * Until it is free. One that should have been free already is given as long again as it is late: nobody waits long for a
     * worker that hangs.
     */
    private long nanosToReady(long nowNanos) {
        return inHand == 0 ? 0 : Math.abs(tookAt + expected(inHand).orElse(Long.MAX_VALUE / 4) - nowNanos);
    }

    /** Whether it has had its batch for more than twice as long as such a batch mostly takes. */
    boolean isOverdue(long nowNanos) {
        OptionalLong usual = inHand == 0 ? OptionalLong.empty() : expected(inHand);
        return usual.isPresent() && nowNanos - tookAt > 2 * usual.getAsLong();
    }

    /** Predictions rise with the size; what is unknown counts as short. */
    private static int largest(long nanos, int most, IntFunction<OptionalLong> time) {
        int fits = 0;
        int tooLarge = most + 1;
        while (tooLarge - fits > 1) {
            int size = (fits + tooLarge) >>> 1;
            OptionalLong predicted = time.apply(size);
            if (predicted.isEmpty() || predicted.getAsLong() <= nanos) {
                fits = size;
            } else {
                tooLarge = size;
            }
        }
        return fits;
    }
}

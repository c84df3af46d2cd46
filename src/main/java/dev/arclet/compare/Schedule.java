package dev.arclet.compare;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * When pictures are due, in nanoseconds from the start, never falling. It is made before the first picture is sent, so that a slow
 * answer can't put off the next question.
 */
public final class Schedule {
    private final long[] due;

    private Schedule(long[] due) {
        this.due = due;
    }

    /**
     * Arrivals that know nothing of each other: the gaps between them are exponential (MLPerf Inference, server scenario).
     *
     * @param perSecond on average, over 0
     * @param span how long they go on
     * @param seed the same seed gives the same schedule
     */
    public static Schedule poisson(double perSecond, Duration span, long seed) {
        if (!(perSecond > 0) || perSecond > 1e6) {
            throw new IllegalArgumentException("arrivals a second are " + perSecond + "; give more than 0, to 1000000");
        }
        SplittableRandom random = new SplittableRandom(seed);
        double end = span.toNanos();
        long[] due = new long[16];
        int count = 0;
        double next = gap(random, perSecond);
        while (next < end) {
            if (count == due.length) {
                due = Arrays.copyOf(due, 2 * count);
            }
            due[count] = (long) next;
            count++;
            next += gap(random, perSecond);
        }
        return new Schedule(Arrays.copyOf(due, count));
    }

    private static double gap(SplittableRandom random, double perSecond) {
        return -Math.log1p(-random.nextDouble()) * 1e9 / perSecond;
    }

    /** All of them at the start (MLPerf Inference, offline scenario). */
    public static Schedule atOnce(int pictures) {
        return new Schedule(new long[pictures]);
    }

    /** How many pictures. */
    public int size() {
        return due.length;
    }

    /** When one of them, from 0, is due. */
    public long nanos(int index) {
        return due[index];
    }
}

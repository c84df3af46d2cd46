package dev.arclet.load;

import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** When alerts are due: microseconds from the start, never falling. The same arguments give the same moments. */
public final class Arrivals {
    private Arrivals() {}

    /**
     * At random moments that do not depend on each other (a Poisson process): the gaps between them are exponential.
     *
     * @param perSecond alerts a second on average
     * @param length no alert is due at this moment or after it
     * @param seed of the moments
     */
    public static PrimitiveIterator.OfLong poisson(double perSecond, Duration length, long seed) {
        return new Poisson(1e6 / perSecond, length.toNanos() / 1_000, new SplittableRandom(seed));
    }

    /**
     * Visits: each one's alerts are due evenly over the delivery, from the visit's start on.
     *
     * @param visits how many
     * @param alerts of each
     * @param delivery from a visit's first alert to when one more would be due; zero: all at once
     * @param cadence from the start of a visit to that of the next
     */
    public static PrimitiveIterator.OfLong visits(int visits, long alerts, Duration delivery, Duration cadence) {
        long delivered = delivery.toNanos() / 1_000;
        long apart = cadence.toNanos() / 1_000;
        return LongStream.range(0, visits * alerts)
                .map(number -> number / alerts * apart + number % alerts * delivered / alerts)
                .iterator();
    }

    /** All at the start. */
    public static PrimitiveIterator.OfLong atOnce(long alerts) {
        return LongStream.range(0, alerts).map(number -> 0).iterator();
    }

    private static final class Poisson implements PrimitiveIterator.OfLong {
        private final double meanGap;
        private final long end;
        private final SplittableRandom random;
        private double next;

        Poisson(double meanGap, long end, SplittableRandom random) {
            this.meanGap = meanGap;
            this.end = end;
            this.random = random;
            step();
        }

        private void step() {
            next -= Math.log(1 - random.nextDouble()) * meanGap;
        }

        @Override
        public boolean hasNext() {
            return (long) next < end;
        }

        @Override
        public long nextLong() {
            if (!hasNext()) {
                throw new NoSuchElementException("no more alerts are due");
            }
            long due = (long) next;
            step();
            return due;
        }
    }
}

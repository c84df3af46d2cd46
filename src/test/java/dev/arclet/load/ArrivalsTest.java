package dev.arclet.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final Duration LONG = Duration.ofSeconds(100);

    private static long[] all(PrimitiveIterator.OfLong arrivals) {
        List<Long> moments = new ArrayList<>();
        arrivals.forEachRemaining((long moment) -> moments.add(moment));
        return moments.stream().mapToLong(Long::longValue).toArray();
    }

    @Property(tries = 60)
    void poissonArrivalsNeverFallBackAndKeepWithinTheirTime(
            @ForAll @DoubleRange(min = 1, max = 500) double rate, @ForAll long seed) {
        long[] moments = all(Arrivals.poisson(rate, LONG, seed));

        for (int i = 1; i < moments.length; i++) {
            assertTrue(moments[i] >= moments[i - 1]);
        }
        assertTrue(LongStream.of(moments).allMatch(moment -> moment >= 0 && moment < LONG.toSeconds() * 1_000_000));
    }

    /** The count is Poisson: its standard deviation is the root of its mean. */
    @Property(tries = 60)
    void poissonArrivalsComeAtTheirRate(@ForAll @DoubleRange(min = 5, max = 500) double rate, @ForAll long seed) {
        double expected = rate * LONG.toSeconds();

        assertEquals(expected, all(Arrivals.poisson(rate, LONG, seed)).length, 6 * Math.sqrt(expected));
    }

    /** For an exponential distribution the share of gaps beyond k means is exp(-k); evenly spaced arrivals would have none. */
    @Property(tries = 30)
    void gapsBetweenPoissonArrivalsAreExponential(@ForAll long seed) {
        double rate = 200;
        long[] moments = all(Arrivals.poisson(rate, LONG, seed));
        for (double means : new double[] {0.5, 1, 2, 3}) {
            long longer = 0;
            for (int i = 1; i < moments.length; i++) {
                longer += moments[i] - moments[i - 1] > means * 1e6 / rate ? 1 : 0;
            }
            double share = Math.exp(-means);
            double sigma = Math.sqrt(share * (1 - share) / moments.length);
            assertEquals(share, (double) longer / moments.length, 6 * sigma + 1e-3);
        }
    }

    @Property(tries = 20)
    void theSameSeedGivesTheSameMomentsAndAnotherOthers(@ForAll @IntRange(max = 1_000_000) int seed) {
        long[] moments = all(Arrivals.poisson(50, LONG, seed));

        assertArrayEquals(moments, all(Arrivals.poisson(50, LONG, seed)));
        assertTrue(!Arrays.equals(moments, all(Arrivals.poisson(50, LONG, seed + 1L))));
    }

    @Property(tries = 60)
    void everyVisitDeliversItsAlertsEvenlyFromItsStartOn(
            @ForAll @IntRange(min = 1, max = 5) int visits,
            @ForAll @IntRange(min = 1, max = 400) int alerts,
            @ForAll @IntRange(min = 0, max = 37_000) int deliveryMillis) {
        Duration delivery = Duration.ofMillis(deliveryMillis);

        long[] moments = all(Arrivals.visits(visits, alerts, delivery, Duration.ofSeconds(37)));

        assertEquals(visits * alerts, moments.length);
        for (int i = 0; i < moments.length; i++) {
            long start = i / alerts * 37_000_000L;
            double even = (double) (i % alerts) / alerts * deliveryMillis * 1_000;
            assertEquals(start + even, (double) moments[i], 1);
        }
    }

    @Test
    void offlineEverythingIsThereAtTheStart() {
        assertArrayEquals(new long[] {0, 0, 0}, all(Arrivals.atOnce(3)));
    }
}

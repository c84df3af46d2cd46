package dev.arclet.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class RateSearchTest {

    @Property(tries = 200)
    void itFindsTheLargestRateThatHoldsWhereverItStarts(
            @ForAll @DoubleRange(min = 0.2, max = 5000) double capacity,
            @ForAll @DoubleRange(min = 0.2, max = 5000) double start)
            throws InterruptedException {
        AtomicInteger trials = new AtomicInteger();

        double found = new RateSearch(0.05)
                .largest(start, rate -> {
                    trials.incrementAndGet();
                    return rate <= capacity;
                })
                .orElseThrow();

        assertTrue(found <= capacity && found >= capacity / 1.0501, found + " of " + capacity);
        assertTrue(trials.get() <= 24, "trials cost minutes each: " + trials);
    }

    @Test
    void whereNothingHoldsNothingIsFound() throws InterruptedException {
        assertEquals(Optional.empty(), new RateSearch(0.05).largest(100, rate -> false));
    }
}

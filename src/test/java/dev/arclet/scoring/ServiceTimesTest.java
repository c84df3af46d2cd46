package dev.arclet.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ServiceTimesTest {
    private final ServiceTimes times = new ServiceTimes();

    @Test
    void nothingIsPredictedBeforeTheFirstBatch() {
        assertEquals(OptionalLong.empty(), times.predict(1));
    }

    @Test
    void afterOneSizeLargerBatchesAreTakenInProportionAndSmallerOnesAsEqual() {
        times.observe(4, 8_000);

        assertEquals(8_000, times.predict(1).getAsLong());
        assertEquals(8_000, times.predict(4).getAsLong());
        assertEquals(32_000, times.predict(16).getAsLong());
    }

    @Test
    void aLineIsLearntFromTwoSizes() {
        times.observe(1, 3_000);
        times.observe(9, 11_000);

        assertEquals(6_000, predicted(4), 1);
        assertEquals(34_000, predicted(32), 1);
    }

    @Test
    void scatterAddsAMargin() {
        SplittableRandom random = new SplittableRandom(3);
        int above = 0;
        for (int i = 0; i < 2_000; i++) {
            int size = random.nextInt(1, 33);
            long nanos = Math.round((2_000_000 + 500_000 * size) * (1 + 0.1 * random.nextGaussian()));
            if (i >= 1_000 && nanos > times.predict(size).getAsLong()) {
                above++;
            }
            times.observe(size, nanos);
        }

        assertTrue(above < 50, above + " of 1000 batches took longer than predicted");
        assertEquals(10_000_000 * 1.2, predicted(16), 1_000_000);
    }

    @Test
    void onePauseIsSoonForgotten() {
        observeSteadily(100, 1);
        times.observe(8, 500_000_000);
        observeSteadily(40, 1);

        assertEquals(10_000_000, predicted(8), 2_500_000);
    }

    @Test
    void aDeviceThatHasBecomeSlowIsBelieved() {
        observeSteadily(200, 1);
        observeSteadily(200, 10);

        assertEquals(100_000_000, predicted(8), 20_000_000);
    }

    @Test
    void aWarmUpIsForgottenOnceTwoBatchesWereQuick() {
        times.observe(1, 10_000_000_000L);
        times.observe(1, 3_000_000);
        times.observe(1, 3_000_000);

        assertEquals(3_000_000, predicted(1), 1);
    }

    @Property(tries = 300)
    void predictionsArePositiveAndRiseWithTheSize(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 1, max = 64) Integer> sizes,
            @ForAll @LongRange(min = 1_000, max = 1_000_000_000) long nanos) {
        ServiceTimes learnt = new ServiceTimes();
        for (int i = 0; i < sizes.size(); i++) {
            learnt.observe(sizes.get(i), 1 + nanos / (1 + i % 7));
        }
        long previous = 0;
        for (int size = 1; size <= 64; size++) {
            long predicted = learnt.predict(size).getAsLong();
            assertTrue(predicted > 0 && predicted >= previous, "size " + size + ": " + predicted);
            previous = predicted;
        }
    }

    private double predicted(int size) {
        return (double) times.predict(size).getAsLong();
    }

    /** 2 ms and 1 ms a picture, times a factor. */
    private void observeSteadily(int batches, int factor) {
        for (int i = 0; i < batches; i++) {
            int size = 1 + i % 16;
            times.observe(size, factor * (2_000_000L + 1_000_000L * size));
        }
    }
}

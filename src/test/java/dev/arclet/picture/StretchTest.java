package dev.arclet.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Three channels of noise around different skies, with a bright source and with holes. */
class StretchTest {
    private static final int PIXELS = 400;
    private static final boolean[] ALL = {true, true, true};

    @Provide
    Arbitrary<float[]> planes() {
        return Combinators.combine(
                        Arbitraries.longs(),
                        Arbitraries.floats().between(0, 1000),
                        Arbitraries.doubles().between(0, 0.6))
                .as(StretchTest::planes);
    }

    @Provide
    Arbitrary<Stretch> stretches() {
        return Combinators.combine(
                        Arbitraries.doubles().between(0, 45),
                        Arbitraries.doubles().between(55, 100),
                        Arbitraries.doubles().between(0.005, 1).ofScale(3))
                .as(Stretch::new);
    }

    @Property(tries = 200)
    void theResultIsThatOfTheDefinition(@ForAll("planes") float[] planes, @ForAll("stretches") Stretch stretch) {
        assertArrayEquals(defined(planes, stretch), stretched(planes, stretch), 1e-5f);
    }

    @Property(tries = 100)
    void aConstantAddedToAChannelChangesNothing(
            @ForAll("planes") float[] planes, @ForAll @IntRange(min = -500, max = 500) int constant) {
        float[] lifted = planes.clone();
        for (int i = PIXELS; i < 2 * PIXELS; i++) {
            lifted[i] += constant;
        }
        assertArrayEquals(stretched(planes, usual()), stretched(lifted, usual()), 1e-5f);
    }

    @Property(tries = 100)
    void oneFactorOnAllChannelsChangesNothing(
            @ForAll("planes") float[] planes,
            @ForAll @IntRange(min = 1, max = 15) int factor,
            @ForAll @IntRange(min = -8, max = 8) int power) {
        float[] scaled = planes.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = Math.scalb(factor * scaled[i], power);
        }
        assertArrayEquals(stretched(planes, usual()), stretched(scaled, usual()), 1e-5f);
    }

    @Property(tries = 100)
    void brighterPixelsNeverComeOutDarkerAndAllLieBetweenMinusOneAndOne(
            @ForAll("planes") float[] planes, @ForAll("stretches") Stretch stretch) {
        float[] out = stretched(planes, stretch);
        Integer[] order = new Integer[PIXELS];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Float.compare(planes[a], planes[b]));
        for (int i = 1; i < PIXELS && !Float.isNaN(planes[order[i]]); i++) {
            assertTrue(out[order[i]] >= out[order[i - 1]]);
        }
        for (int i = 0; i < out.length; i++) {
            assertTrue(Math.abs(out[i]) <= 1, "pixel " + i + " is " + out[i]);
            assertTrue(!Float.isNaN(planes[i]) || out[i] == 0);
        }
    }

    @Example
    void constantChannelsBecomeZero() {
        float[] planes = new float[3 * PIXELS];
        Arrays.fill(planes, 0, PIXELS, 0.1f);
        Arrays.fill(planes, PIXELS, 2 * PIXELS, -1e9f);
        Arrays.fill(planes, 2 * PIXELS, 3 * PIXELS, Float.NaN);
        planes[7] = Math.nextUp(0.1f);
        assertArrayEquals(new float[3 * PIXELS], stretched(planes, usual()));
    }

    @Example
    void negativeFluxStaysNegativeAndColoursSurvive() {
        float[] planes = new float[3 * PIXELS];
        for (int i = 0; i < 40; i++) {
            planes[i] = 100;
            planes[PIXELS + i] = 10;
            planes[2 * PIXELS + i] = -10;
        }
        float[] out = stretched(planes, new Stretch(0.5, 99.5, 0.02));
        assertEquals(1, out[0]);
        assertEquals(asinh(0.1 / 0.02) / asinh(1 / 0.02), out[PIXELS], 1e-5);
        assertEquals(-out[PIXELS], out[2 * PIXELS]);
    }

    @Example
    void absentChannelsAreLeftAsTheyAre() {
        float[] planes = planes(1, 50, 0.1);
        float[] out = planes.clone();
        usual().apply(out, 3, new boolean[] {true, false, true});
        assertArrayEquals(Arrays.copyOfRange(planes, PIXELS, 2 * PIXELS), Arrays.copyOfRange(out, PIXELS, 2 * PIXELS));
    }

    private static Stretch usual() {
        return new Stretch(0.5, 99.5, 0.02);
    }

    private static float[] stretched(float[] planes, Stretch stretch) {
        float[] out = planes.clone();
        stretch.apply(out, 3, ALL);
        return out;
    }

    /** In steps of 1/256, so that the tests' sums and products are exact in float and show no rounding of their own. */
    private static float[] planes(long seed, float peak, double holes) {
        Random random = new Random(seed);
        float[] planes = new float[3 * PIXELS];
        for (int i = 0; i < planes.length; i++) {
            int inPlane = i % PIXELS;
            int row = inPlane / 20;
            double r = Math.hypot(inPlane % 20 - 9.5, row - 9.5);
            int channel = i / PIXELS;
            double source = peak * (channel + 1) * Math.exp(-r * r / 8);
            planes[i] = random.nextDouble() < holes
                    ? Float.NaN
                    : Math.round(256 * (30 * channel + random.nextGaussian() + source)) / 256f;
        }
        return planes;
    }

    /** The five steps of Stretch's own documentation, one after the other, in double. */
    private static float[] defined(float[] planes, Stretch stretch) {
        double[] sky = new double[3];
        double[] low = new double[3];
        double scale = 0;
        for (int channel = 0; channel < 3; channel++) {
            double[] sorted = sorted(planes, channel);
            sky[channel] = percentile(sorted, 50);
            low[channel] = percentile(sorted, stretch.clipLow()) - sky[channel];
            double[] distances = sorted.clone();
            for (int i = 0; i < distances.length; i++) {
                distances[i] = Math.abs(sorted[i] - sky[channel]);
            }
            Arrays.sort(distances);
            double high = percentile(sorted, stretch.clipHigh()) - sky[channel];
            scale = Math.max(scale, Math.max(high, 3 * 1.4826 * percentile(distances, 50)));
        }
        float[] out = new float[planes.length];
        for (int i = 0; i < planes.length; i++) {
            int channel = i / PIXELS;
            double v = Math.max(planes[i] - sky[channel], low[channel]) / scale;
            double held = Math.max(-1, Math.min(1, v));
            double curved =
                    Math.signum(held) * asinh(Math.abs(held) / stretch.softening()) / asinh(1 / stretch.softening());
            out[i] = Float.isNaN(planes[i]) ? 0 : (float) curved;
        }
        return out;
    }

    private static double[] sorted(float[] planes, int channel) {
        double[] values = new double[PIXELS];
        int count = 0;
        for (int i = channel * PIXELS; i < (channel + 1) * PIXELS; i++) {
            if (!Float.isNaN(planes[i])) {
                values[count++] = planes[i];
            }
        }
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static double percentile(double[] sorted, double percent) {
        double rank = percent / 100 * (sorted.length - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }

    private static double asinh(double u) {
        return Math.log(u + Math.sqrt(u * u + 1));
    }
}

package dev.arclet.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class SelectionTest {
    /** With many equal ones among them, both zeros and both infinities. */
    @Provide
    Arbitrary<float[]> numbers() {
        Arbitrary<Float> number = Arbitraries.oneOf(
                Arbitraries.floats().between(-1000, 1000),
                Arbitraries.of(0f, -0f, 1f, -1f, Float.MAX_VALUE, Float.NEGATIVE_INFINITY));
        return number.array(float[].class).ofMinSize(1).ofMaxSize(200);
    }

    @Property(tries = 500)
    void theValueOfARankIsThatOfSorting(
            @ForAll("numbers") float[] numbers, @ForAll @DoubleRange(min = 0, max = 1) double part) {
        float[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int rank = (int) (part * (numbers.length - 1));
        int[] keys = keys(numbers);
        assertEquals(sorted[rank], Selection.at(keys, 0, keys.length, rank));
        for (int i = 0; i < keys.length; i++) {
            assertTrue(i < rank ? keys[i] <= keys[rank] : keys[i] >= keys[rank]);
        }
    }

    @Property(tries = 200)
    void aRankBetweenTwoLiesBetweenTheirValues(
            @ForAll("numbers") float[] numbers, @ForAll @DoubleRange(min = 0, max = 1) double part) {
        float[] finite = numbers.clone();
        for (int i = 0; i < finite.length; i++) {
            finite[i] = Math.max(-1000, Math.min(1000, finite[i]));
        }
        float[] sorted = finite.clone();
        Arrays.sort(sorted);
        double rank = part * (finite.length - 1);
        int below = (int) rank;
        float above = sorted[Math.min(below + 1, sorted.length - 1)];
        double expected = sorted[below] + (rank - below) * (above - sorted[below]);
        assertEquals(expected, Selection.at(keys(finite), 0, finite.length, rank), 1e-3);
    }

    private static int[] keys(float[] numbers) {
        int[] keys = new int[numbers.length];
        Arrays.setAll(keys, i -> Selection.key(numbers[i]));
        return keys;
    }
}

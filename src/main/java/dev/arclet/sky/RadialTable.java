package dev.arclet.sky;

import java.util.function.DoubleUnaryOperator;

/**
 * A function of a squared radius by linear interpolation, with 64 cells in each octave: as the float's own bits are the
 * place in the table, a value costs neither root nor logarithm. The relative error is {@code g^2 / 33,000} where the
 * function goes locally as the squared radius to the power of g. Immutable.
 */
final class RadialTable {
    private static final int SHIFT = 17;
    private static final int CELL_MASK = (1 << SHIFT) - 1;

    private final int base;
    private final float[] values;
    /** From a value to the next, for each unit in the last place of the squared radius. */
    private final float[] steps;

    /**
     * Tabulates a function.
     *
     * @param least squared radius below which the function is taken to be constant, more than 0
     * @param largest squared radius beyond which it is taken to be 0; rounded up by 1/64 at most
     * @param function of the squared radius
     */
    RadialTable(double least, double largest, DoubleUnaryOperator function) {
        int first = Float.floatToRawIntBits((float) least) >> SHIFT;
        int last = (Float.floatToRawIntBits((float) largest) + CELL_MASK) >> SHIFT;
        this.base = first << SHIFT;
        this.values = new float[last - first + 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) function.applyAsDouble(Float.intBitsToFloat((first + i) << SHIFT));
        }
        this.steps = new float[last - first];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = (values[i + 1] - values[i]) / (1 << SHIFT);
        }
    }

    /** The squared radius from which on values are 0. */
    double end() {
        return Float.intBitsToFloat(base + ((values.length - 1) << SHIFT));
    }

    /** The value at a squared radius. */
    float at(float radiusSquared) {
        // Floats that are not negative sort as their bits do; a negative zero goes to the first cell.
        int above = Math.max(0, Float.floatToRawIntBits(radiusSquared) - base);
        int cell = above >> SHIFT;
        if (cell >= steps.length) {
            return 0;
        }
        return values[cell] + (above & CELL_MASK) * steps[cell];
    }
}

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
    private static final float IN_CELL = 1f / (1 << SHIFT);

    private final int base;
    private final float[] values;

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
        if (cell >= values.length - 1) {
            return 0;
        }
        float low = values[cell];
        return low + (above & CELL_MASK) * IN_CELL * (values[cell + 1] - low);
    }
}

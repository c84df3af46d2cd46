package dev.arclet.evaluation.sample;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A NumPy type of numbers, and how to read one from bytes.
 *
 * @param kind {@code f}, {@code i}, {@code u} or {@code b} (boolean)
 * @param bytes of one number
 * @param order of these
 */
record NpyType(char kind, int bytes, ByteOrder order) {

    /** Of a description such as {@code <f4}, {@code >i2} or {@code |u1}. */
    static Optional<NpyType> of(String description) {
        if (!description.matches("[<>|=](f[248]|[iu][1248]|b1)")) {
            return Optional.empty();
        }
        ByteOrder order = description.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return Optional.of(new NpyType(description.charAt(1), description.charAt(2) - '0', order));
    }

    /** The number at a place; the buffer must have this type's order. */
    double read(ByteBuffer from, int at) {
        return switch (kind) {
            case 'f' -> bytes == 2 ? half(from.getShort(at)) : bytes == 4 ? from.getFloat(at) : from.getDouble(at);
            case 'i' -> signed(from, at);
            default -> bytes == 8 ? unsigned(from.getLong(at)) : unsigned(from, at);
        };
    }

    /** The whole number at a place as text, all digits of it: identifiers have more than a double holds. */
    String readWhole(ByteBuffer from, int at) {
        return kind == 'i' ? Long.toString(signed(from, at)) : Long.toUnsignedString(unsigned(from, at));
    }

    private long signed(ByteBuffer from, int at) {
        return switch (bytes) {
            case 1 -> from.get(at);
            case 2 -> from.getShort(at);
            case 4 -> from.getInt(at);
            default -> from.getLong(at);
        };
    }

    private long unsigned(ByteBuffer from, int at) {
        return switch (bytes) {
            case 1 -> from.get(at) & 0xff;
            case 2 -> from.getShort(at) & 0xffff;
            case 4 -> from.getInt(at) & 0xffff_ffffL;
            default -> from.getLong(at);
        };
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : (value >>> 1) * 2.0;
    }

    /** IEEE 754 binary16; Java 20 and later have it in Float. */
    static float half(short bits) {
        int exponent = (bits >> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        float sign = bits < 0 ? -1 : 1;
        if (exponent == 0) {
            return sign * fraction * 0x1p-24f;
        }
        if (exponent == 0x1f) {
            return fraction == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
        }
        return sign * (1 + fraction * 0x1p-10f) * Math.scalb(1f, exponent - 15);
    }
}

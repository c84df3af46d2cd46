package dev.arclet.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/** The pixels of an image HDU of any BITPIX as floats in physical units; see the FITS standard 4.0, sections 4.4.2.5 and 5. */
final class FitsPixels {
    /** Larger values stand for "no data": surveys write the least or largest float, or infinity. */
    private static final float SENTINEL = 1e30f;

    private static final Set<Long> BITPIX = Set.of(8L, 16L, 32L, 64L, -32L, -64L);

    private FitsPixels() {}

    static float[] read(FitsHdu hdu, ByteBuffer bytes, int count) throws UnreadableStampException {
        int bitpix = bitpix(hdu.cards());
        long needed = (long) count * Math.abs(bitpix) / 8;
        int there = Math.max(0, bytes.limit() - hdu.dataStart());
        if (there < needed) {
            throw new UnreadableStampException(
                    "FITS stamp is truncated: its image needs %d bytes, %d are there".formatted(needed, there));
        }
        ByteBuffer data = bytes.slice(hdu.dataStart(), (int) needed).order(ByteOrder.BIG_ENDIAN);
        float[] pixels = new float[count];
        decode(data, bitpix, hdu.cards(), pixels);
        dropSentinels(pixels);
        return pixels;
    }

    private static int bitpix(FitsCards cards) throws UnreadableStampException {
        long bitpix = cards.whole("BITPIX", 0);
        if (!BITPIX.contains(bitpix)) {
            throw new UnreadableStampException(
                    "FITS stamp's BITPIX is %d; give 8, 16, 32, 64, -32 or -64".formatted(bitpix));
        }
        return (int) bitpix;
    }

    private static void decode(ByteBuffer data, int bitpix, FitsCards cards, float[] pixels) {
        double scale = cards.number("BSCALE", 1);
        double zero = cards.number("BZERO", 0);
        if (bitpix == -32 && scale == 1 && zero == 0) {
            data.asFloatBuffer().get(pixels);
        } else if (bitpix < 0) {
            IntToDoubleFunction raw = bitpix == -32 ? i -> data.getFloat(4 * i) : i -> data.getDouble(8 * i);
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (float) (zero + scale * raw.applyAsDouble(i));
            }
        } else {
            IntToLongFunction raw = integers(data, bitpix);
            boolean hasBlank = cards.has("BLANK");
            long blank = cards.whole("BLANK", 0);
            for (int i = 0; i < pixels.length; i++) {
                long value = raw.applyAsLong(i);
                pixels[i] = hasBlank && value == blank ? Float.NaN : (float) (zero + scale * value);
            }
        }
    }

    private static IntToLongFunction integers(ByteBuffer data, int bitpix) {
        return switch (bitpix) {
            case 8 -> i -> data.get(i) & 0xff;
            case 16 -> i -> data.getShort(2 * i);
            case 32 -> i -> data.getInt(4 * i);
            default -> i -> data.getLong(8 * i);
        };
    }

    private static void dropSentinels(float[] pixels) {
        for (int i = 0; i < pixels.length; i++) {
            if (!(Math.abs(pixels[i]) <= SENTINEL)) {
                pixels[i] = Float.NaN;
            }
        }
    }
}

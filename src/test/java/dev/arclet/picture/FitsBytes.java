package dev.arclet.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** FITS files written by hand, for headers that a library would not write. */
final class FitsBytes {
    private static final int BLOCK = 2880;

    private FitsBytes() {}

    /** An HDU of these cards, {@code KEY=value} each, with END added and header and data padded to whole blocks. */
    static byte[] hdu(byte[] data, String... cards) {
        StringBuilder header = new StringBuilder();
        for (String card : cards) {
            String[] parts = card.split("=", 2);
            header.append("%-80s".formatted("%-8s= %20s".formatted(parts[0], parts[1])));
        }
        header.append("%-80s".formatted("END"));
        byte[] text = header.toString().getBytes(StandardCharsets.US_ASCII);
        int start = padded(text.length);
        byte[] hdu = new byte[start + padded(data.length)];
        Arrays.fill(hdu, 0, start, (byte) ' ');
        System.arraycopy(text, 0, hdu, 0, text.length);
        System.arraycopy(data, 0, hdu, start, data.length);
        return hdu;
    }

    /** A primary float image with further cards; its pixels count up from 0. */
    static byte[] floatImage(int width, int height, String... more) {
        String[] cards = {"SIMPLE=T", "BITPIX=-32", "NAXIS=2", "NAXIS1=" + width, "NAXIS2=" + height};
        String[] all = Arrays.copyOf(cards, cards.length + more.length);
        System.arraycopy(more, 0, all, cards.length, more.length);
        return hdu(floats(width * height), all);
    }

    /** Big-endian floats 0, 1, 2, ... */
    static byte[] floats(int count) {
        ByteBuffer data = ByteBuffer.allocate(4 * count);
        for (int i = 0; i < count; i++) {
            data.putFloat(i);
        }
        return data.array();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static int padded(int length) {
        return (length + BLOCK - 1) / BLOCK * BLOCK;
    }
}

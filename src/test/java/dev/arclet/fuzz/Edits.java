package dev.arclet.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.BinaryData;

/**
 * Reads bytes as a list of edits and makes them on something whole, so that what comes out is damaged in one place and sound around it.
 * A fuzzer that varies the list gets further into a packet than one that varies the packet.
 */
final class Edits {
    private static final int MOST = 16;
    private static final int LONGEST_VARINT = 10;
    private static final int CARD = 80;
    private static final int CARDS_IN_BLOCK = 36;
    private static final long[] ODD = {
        0,
        1,
        -1,
        2,
        63,
        64,
        -64,
        -65,
        127,
        128,
        255,
        256,
        65_535,
        1 << 20,
        1 << 24,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 31,
        1L << 32,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MAX_VALUE / 2
    };
    private static final String[] KEYS = {
        "SIMPLE", "BITPIX", "NAXIS", "NAXIS1", "NAXIS2", "NAXIS3", "PCOUNT", "GCOUNT", "BSCALE", "BZERO", "BLANK",
                "CRPIX1",
        "CRPIX2", "CD1_1", "CD1_2", "CD2_1", "CD2_2", "PC1_1", "CDELT1", "CDELT2", "CTYPE1", "CRVAL1", "XTENSION", "END"
    };
    private static final String[] VALUES = {
        "0",
        "1",
        "2",
        "3",
        "-1",
        "8",
        "16",
        "32",
        "64",
        "-32",
        "-64",
        "24",
        "4096",
        "4097",
        "2147483647",
        "2147483648",
        "-2147483648",
        "9223372036854775807",
        "99999999999999999999",
        "1E308",
        "-1E-308",
        "1E999",
        "NaN",
        "T",
        "F",
        "'x'",
        "''",
        "'",
        "",
        "1.5",
        "1D5",
        "/ no value"
    };

    private final ByteBuffer script;

    Edits(byte[] script) {
        this.script = ByteBuffer.wrap(script);
    }

    /** Edits on Avro's level: numbers, runs of bytes, the end. */
    byte[] ofRecord(byte[] whole) {
        byte[] edited = whole.clone();
        for (int i = 0; i < MOST && script.hasRemaining(); i++) {
            edited = edit(edited);
        }
        return edited;
    }

    private byte[] edit(byte[] bytes) {
        int place = below(bytes.length + 1);
        return switch (below(5)) {
            case 0 -> replaced(bytes, place, 1, new byte[] {(byte) next()});
            case 1 -> replaced(bytes, place, 1, varint(ODD[below(ODD.length)]));
            case 2 -> replaced(bytes, place, below(64), new byte[0]);
            case 3 ->
                replaced(bytes, place, 0, Arrays.copyOfRange(bytes, place, Math.min(bytes.length, place + next())));
            default -> Arrays.copyOf(bytes, place);
        };
    }

    private static byte[] varint(long number) {
        byte[] bytes = new byte[LONGEST_VARINT];
        return Arrays.copyOf(bytes, BinaryData.encodeLong(number, bytes, 0));
    }

    /** Edits on FITS's level: cards that say something else, or are missing, and the end. */
    byte[] ofStamp(byte[] whole) {
        byte[] edited = whole.clone();
        for (int i = 0; i < MOST && script.hasRemaining(); i++) {
            edited = editCard(edited);
        }
        return edited;
    }

    private byte[] editCard(byte[] bytes) {
        int at = below(CARDS_IN_BLOCK) * CARD;
        return switch (below(8)) {
            case 0 -> replaced(bytes, at, CARD, new byte[0]);
            case 1 -> Arrays.copyOf(bytes, below(bytes.length + 1));
            case 2 -> replaced(bytes, below(bytes.length + 1), 1, new byte[] {(byte) next()});
            default -> replaced(bytes, at, CARD, card(KEYS[below(KEYS.length)], VALUES[below(VALUES.length)]));
        };
    }

    private static byte[] card(String key, String value) {
        return "%-80.80s".formatted("%-8s= %20s".formatted(key, value)).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] replaced(byte[] bytes, int from, int count, byte[] by) {
        int start = Math.min(from, bytes.length);
        int end = Math.min(bytes.length, start + count);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + by.length);
        out.write(bytes, 0, start);
        out.writeBytes(by);
        out.write(bytes, end, bytes.length - end);
        return out.toByteArray();
    }

    /** The next byte of the list, 0 to 255; 0 behind its end. */
    int next() {
        return script.hasRemaining() ? script.get() & 0xff : 0;
    }

    private int below(int bound) {
        return ((next() << 16) | (next() << 8) | next()) % bound;
    }
}

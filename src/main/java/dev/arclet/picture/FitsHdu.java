package dev.arclet.picture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One HDU of a FITS file: its header and where its data lies.
 *
 * @param cards what its header says
 * @param dataStart first byte of the data, from the start of the file
 * @param dataLength bytes of data without the padding to whole blocks
 */
record FitsHdu(FitsCards cards, int dataStart, long dataLength) {
    private static final int BLOCK = 2880;
    private static final int CARD = 80;
    /** Most cards of one header; real stamps have 7 to 60. */
    private static final int MAX_CARDS = 3600;

    private static final int MAX_AXES = 999;
    private static final byte[] END_KEY = "END     ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EXTENSION_KEY = "XTENSION".getBytes(StandardCharsets.US_ASCII);

    static boolean isExtension(ByteBuffer bytes, int start) {
        return matches(bytes, start, EXTENSION_KEY);
    }

    static FitsHdu at(ByteBuffer bytes, int start) throws UnreadableStampException {
        int headerLength = headerLength(bytes, start);
        FitsCards cards = FitsCards.read(bytes, start, headerLength);
        int dataStart = start + (int) padded(headerLength);
        return new FitsHdu(cards, dataStart, dataLength(cards));
    }

    /** Whether this is an image of exactly two axes. */
    boolean isFlatImage() {
        String extension = cards.text("XTENSION", "IMAGE").trim();
        return extension.equals("IMAGE") && cards.whole("NAXIS", 0) == 2;
    }

    /** First byte after this HDU, beyond the file's last where the file is cut off. */
    long end() {
        return dataStart + padded(dataLength);
    }

    /** The length of an axis that must be that of a stamp. */
    int side(String key) throws UnreadableStampException {
        double side = axis(cards, key);
        if (side < 1 || side > Stamp.MAX_SIDE) {
            throw new UnreadableStampException(
                    "FITS stamp's %s is %.0f; a stamp has 1 to %d pixels a side".formatted(key, side, Stamp.MAX_SIDE));
        }
        return (int) side;
    }

    private static int headerLength(ByteBuffer bytes, int start) throws UnreadableStampException {
        for (int card = 0; card < MAX_CARDS; card++) {
            int at = start + card * CARD;
            if (at + CARD > bytes.limit()) {
                throw new UnreadableStampException(
                        "FITS stamp is truncated: no END card in the header that starts at byte "
                                + "%d, %d bytes are there".formatted(start, bytes.limit()));
            }
            if (matches(bytes, at, END_KEY)) {
                return (card + 1) * CARD;
            }
        }
        throw new UnreadableStampException(
                "FITS stamp's header has no END among its first %d cards".formatted(MAX_CARDS));
    }

    /** In FITS, |BITPIX| / 8 * GCOUNT * (PCOUNT + NAXIS1 * NAXIS2 * ...); standard 4.0, equation 2. */
    private static long dataLength(FitsCards cards) throws UnreadableStampException {
        long axes = cards.whole("NAXIS", -1);
        if (axes < 0 || axes > MAX_AXES) {
            throw new UnreadableStampException("FITS stamp's NAXIS is %d; give 0 to %d".formatted(axes, MAX_AXES));
        }
        double elements = axes == 0 ? 0 : 1;
        for (int i = 1; i <= axes; i++) {
            elements *= axis(cards, "NAXIS" + i);
        }
        double groups = cards.number("GCOUNT", 1);
        double bits = Math.abs(cards.number("BITPIX", 0));
        double length = bits / 8 * groups * (cards.number("PCOUNT", 0) + elements);
        if (!(length >= 0)) {
            throw new UnreadableStampException("FITS stamp's data would have %s bytes".formatted(length));
        }
        return (long) Math.min(length, 1e18);
    }

    private static double axis(FitsCards cards, String key) throws UnreadableStampException {
        double length = cards.number(key, -1);
        if (length < 0 || length != Math.rint(length)) {
            throw new UnreadableStampException(
                    "FITS stamp's %s is %s; give a whole number".formatted(key, cards.text(key, "" + length)));
        }
        return length;
    }

    static long padded(long length) {
        return (length + BLOCK - 1) / BLOCK * BLOCK;
    }

    private static boolean matches(ByteBuffer bytes, int start, byte[] key) {
        if (start + key.length > bytes.limit()) {
            return false;
        }
        for (int i = 0; i < key.length; i++) {
            if (bytes.get(start + i) != key[i]) {
                return false;
            }
        }
        return true;
    }
}

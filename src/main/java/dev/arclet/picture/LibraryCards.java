package dev.arclet.picture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;
import nom.tam.fits.Header;
import nom.tam.util.FitsInputStream;

/** The cards of any header, read by nom-tam-fits. */
record LibraryCards(Header header) implements FitsCards {
    // What is wrong is said by the exception, once; the library would write a stack trace for each damaged stamp, and a
    // stream of
    // those fills a disk. Held here, since a logger that nobody holds forgets its level.
    private static final Logger LIBRARY = Logger.getLogger("nom.tam");

    static {
        LIBRARY.setLevel(Level.OFF);
    }

    static LibraryCards read(ByteBuffer bytes, int start, int length) throws UnreadableStampException {
        byte[] cards = new byte[(int) FitsHdu.padded(length)];
        Arrays.fill(cards, (byte) ' ');
        bytes.get(start, cards, 0, length);
        try (FitsInputStream in = new FitsInputStream(new ByteArrayInputStream(cards), cards.length)) {
            Header header = Header.readHeader(in);
            if (header == null) {
                throw new UnreadableStampException("FITS stamp's header ends early");
            }
            return new LibraryCards(header);
        } catch (IOException | RuntimeException e) {
            throw new UnreadableStampException("FITS stamp's header is damaged: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean has(String key) {
        return header.containsKey(key);
    }

    @Override
    public long whole(String key, long otherwise) {
        return header.getLongValue(key, otherwise);
    }

    @Override
    public double number(String key, double otherwise) {
        return header.getDoubleValue(key, otherwise);
    }

    @Override
    public String text(String key, String otherwise) {
        return header.getStringValue(key, otherwise);
    }
}

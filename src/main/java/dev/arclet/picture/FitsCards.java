package dev.arclet.picture;

import java.nio.ByteBuffer;
import java.util.Optional;

/** What the cards of a FITS header say. A card that is missing, or whose value is of another type, gives the caller's own value. */
interface FitsCards {

    /**
     * The cards of a header: read directly where it has the shape that nearly all alert stamps have, by nom-tam-fits otherwise.
     *
     * @param start the header's first byte
     * @param length its bytes, END included
     * @throws UnreadableStampException if it is no header
     */
    static FitsCards read(ByteBuffer bytes, int start, int length) throws UnreadableStampException {
        Optional<CommonCards> common = CommonCards.read(bytes, start, length);
        return common.isPresent() ? common.get() : LibraryCards.read(bytes, start, length);
    }

    boolean has(String key);

    long whole(String key, long otherwise);

    double number(String key, double otherwise);

    String text(String key, String otherwise);
}

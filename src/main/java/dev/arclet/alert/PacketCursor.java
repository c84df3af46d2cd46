package dev.arclet.alert;

import dev.arclet.alert.UndecodableAlertException.Cause;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Walks over Avro's binary encoding in a byte array and trusts none of it: a length is compared with what is left and with the
 * {@link DecodeLimits} before anything comes of it, and the number of values visited is bounded by the size of the packet, so that
 * a schema whose values take no bytes can't keep a thread busy.
 *
 * <p>Used by one thread. Allocates only strings.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#binary-encoding">Avro specification, binary encoding</a>
 */
final class PacketCursor {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LONGEST_VARINT = 10;
    private static final long VISITS_PER_BYTE = 8;
    private static final long VISITS_AT_LEAST = 65_536;

    private final byte[] bytes;
    private final int end;
    private final DecodeLimits limits;
    private int at;
    private int depth;
    private int itemsLeft;
    private long visitsLeft;

    PacketCursor(byte[] bytes, int from, int end, DecodeLimits limits) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
        this.limits = limits;
        this.itemsLeft = limits.items();
        this.visitsLeft = VISITS_PER_BYTE * (end - from) + VISITS_AT_LEAST;
    }

    /** Another cursor at this place, with counts of its own: for one record of several. */
    PacketCursor ahead(DecodeLimits ofRecord) {
        return new PacketCursor(bytes, at, end, ofRecord);
    }

    /** Index in the array of the next byte. */
    int at() {
        return at;
    }

    int remaining() {
        return end - at;
    }

    /** Steps over bytes that must be there. */
    void skip(long count) throws UndecodableAlertException {
        if (count < 0 || count > end - at) {
            throw corrupt("%d bytes are announced at byte %d, %d are left".formatted(count, at, end - at));
        }
        at += (int) count;
    }

    void skipVarint() throws UndecodableAlertException {
        for (int i = 0; i < LONGEST_VARINT && at < end; i++) {
            if (bytes[at++] >= 0) {
                return;
            }
        }
        throw badVarint();
    }

    /** An int or long: zig-zag, variable length. */
    long readLong() throws UndecodableAlertException {
        long raw = 0;
        for (int shift = 0; shift < 7 * LONGEST_VARINT && at < end; shift += 7) {
            byte next = bytes[at++];
            raw |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return (raw >>> 1) ^ -(raw & 1);
            }
        }
        throw badVarint();
    }

    boolean readBoolean() throws UndecodableAlertException {
        int start = at;
        skip(1);
        return bytes[start] != 0;
    }

    float readFloat() throws UndecodableAlertException {
        int start = at;
        skip(Float.BYTES);
        return Float.intBitsToFloat((int) INT.get(bytes, start));
    }

    double readDouble() throws UndecodableAlertException {
        int start = at;
        skip(Double.BYTES);
        return Double.longBitsToDouble((long) LONG.get(bytes, start));
    }

    String readText() throws UndecodableAlertException {
        int length = readLength();
        int start = at;
        skip(length);
        return new String(bytes, start, length, StandardCharsets.UTF_8);
    }

    /** A read-only view of the packet's own bytes. */
    ByteBuffer readBytes() throws UndecodableAlertException {
        return view(readLength());
    }

    /** The next bytes as a read-only view. */
    ByteBuffer view(int length) throws UndecodableAlertException {
        int start = at;
        skip(length);
        return ByteBuffer.wrap(bytes, start, length).slice().asReadOnlyBuffer();
    }

    /** All bytes that are left, as a read-only view. */
    ByteBuffer rest() {
        ByteBuffer view = ByteBuffer.wrap(bytes, at, end - at).slice().asReadOnlyBuffer();
        at = end;
        return view;
    }

    /** Length of the string or bytes that follows; so many bytes are there. */
    int readLength() throws UndecodableAlertException {
        int start = at;
        long length = readLong();
        if (length < 0 || length > end - at) {
            throw corrupt("length %d at byte %d, %d bytes are left".formatted(length, start, end - at));
        }
        if (length > limits.fieldBytes()) {
            throw tooLarge("a field of %d bytes at byte %d, at most %d are read"
                    .formatted(length, start, limits.fieldBytes()));
        }
        return (int) length;
    }

    /** Branch of a union or symbol of an enum. */
    int readIndex(int choices) throws UndecodableAlertException {
        int start = at;
        long index = readLong();
        if (index < 0 || index >= choices) {
            throw corrupt("choice %d of %d at byte %d".formatted(index, choices, start));
        }
        return (int) index;
    }

    /** Entries in the next block of an array or map, to be read one by one; 0 ends it. */
    int nextBlock() throws UndecodableAlertException {
        int start = at;
        long count = readLong();
        if (count < 0) {
            skipVarint();
            count = count == Long.MIN_VALUE ? Long.MAX_VALUE : -count;
        }
        return takeItems(count, start);
    }

    /** As {@link #nextBlock}, for entries that nobody wants: blocks that give their size in bytes are stepped over. */
    int nextBlockToSkip() throws UndecodableAlertException {
        int start = at;
        long count = readLong();
        while (count < 0) {
            skip(readLong());
            start = at;
            count = readLong();
        }
        return takeItems(count, start);
    }

    private int takeItems(long count, int start) throws UndecodableAlertException {
        if (count > itemsLeft) {
            throw tooLarge("%d array entries at byte %d, at most %d are read from a packet"
                    .formatted(count, start, limits.items()));
        }
        itemsLeft -= (int) count;
        visit(count);
        return (int) count;
    }

    /** Enters a record with so many fields. */
    void enter(int fields) throws UndecodableAlertException {
        if (++depth > limits.depth()) {
            throw corrupt("records are nested more than %d deep at byte %d".formatted(limits.depth(), at));
        }
        visit(fields);
    }

    void leave() {
        depth--;
    }

    private void visit(long values) throws UndecodableAlertException {
        visitsLeft -= values;
        if (visitsLeft < 0) {
            throw corrupt("more values than the packet's size can account for, at byte " + at);
        }
    }

    private UndecodableAlertException badVarint() {
        return corrupt("a number runs past %s at byte %d"
                .formatted(at < end ? LONGEST_VARINT + " bytes" : "the packet's end", at));
    }

    private static UndecodableAlertException corrupt(String message) {
        return new UndecodableAlertException(Cause.CORRUPT, message);
    }

    private static UndecodableAlertException tooLarge(String message) {
        return new UndecodableAlertException(Cause.TOO_LARGE, message);
    }
}

package dev.arclet.load.target;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where an id stands in a packet, so that it can be written over in place. Avro writes a long as a variable number of bytes, seven bits
 * each, the lowest first, after folding the sign into bit 0 (zigzag); a new id must take as many bytes as the old. Ids of surveys are
 * long numbers, whose bytes occur nowhere else by chance.
 */
final class IdPlaces {
    private static final int FEWEST_BYTES = 6;
    private static final int BITS = 7;

    private final byte[] packet;
    private final int[] places;
    private final int length;

    private IdPlaces(byte[] packet, int[] places, int length) {
        this.packet = packet;
        this.places = places;
        this.length = length;
    }

    /** All places of this id. */
    static IdPlaces of(byte[] packet, long id) {
        byte[] bytes = bytes(id);
        return new IdPlaces(packet, places(packet, bytes), bytes.length);
    }

    private static int[] places(byte[] packet, byte[] id) {
        List<Integer> places = new ArrayList<>();
        for (int at = 0; at + id.length <= packet.length; at++) {
            if (packet[at] == id[0] && Arrays.equals(packet, at, at + id.length, id, 0, id.length)) {
                places.add(at);
            }
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    private static byte[] bytes(long value) {
        byte[] bytes = new byte[10];
        long rest = (value << 1) ^ (value >> 63);
        int length = 0;
        do {
            long lowest = rest & 0x7f;
            rest >>>= BITS;
            bytes[length++] = (byte) (rest == 0 ? lowest : lowest | 0x80);
        } while (rest != 0);
        return Arrays.copyOf(bytes, length);
    }

    /** Whether the id is there, and long enough to be told from other bytes. */
    boolean areSure() {
        return length >= FEWEST_BYTES && places.length > 0;
    }

    /** The smallest id of as many bytes, and so many more. */
    long idOf(long number) {
        return (1L << (BITS * (length - 1) - 1)) + number;
    }

    void write(long number) {
        byte[] id = bytes(idOf(number));
        for (int place : places) {
            System.arraycopy(id, 0, packet, place, id.length);
        }
    }
}

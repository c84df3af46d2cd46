package dev.arclet.load.target;

import dev.arclet.alert.Alert;
import dev.arclet.alert.AlertDecoder;
import dev.arclet.alert.SchemaUnavailableException;
import dev.arclet.alert.UndecodableAlertException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A packet whose alert id can be written over in place, wherever it stands in it. Avro writes a long as a variable number of bytes, seven
 * bits each, the lowest first, after folding the sign into bit 0 (zigzag); a new id must take as many bytes as the old. Ids of surveys
 * are long numbers, whose bytes occur nowhere else by chance. For one thread.
 */
final class NumberedPacket {
    private static final int FEWEST_BYTES = 6;
    private static final int BITS = 7;

    private final byte[] packet;
    private final List<Integer> places;
    private final int idBytes;

    private NumberedPacket(byte[] packet, List<Integer> places, int idBytes) {
        this.packet = packet;
        this.places = places;
        this.idBytes = idBytes;
    }

    static NumberedPacket of(byte[] packet, AlertDecoder decoder)
            throws UndecodableAlertException, SchemaUnavailableException {
        Alert alert = decoder.decode(packet);
        byte[] id = bytes(alert.sourceId());
        NumberedPacket numbered = new NumberedPacket(packet, places(packet, id), id.length);
        numbered.requireTakesNumbers(alert.sourceId(), decoder);
        return numbered;
    }

    private void requireTakesNumbers(long id, AlertDecoder decoder)
            throws UndecodableAlertException, SchemaUnavailableException {
        boolean takes = idBytes >= FEWEST_BYTES
                && !places.isEmpty()
                && decoder.decode(withNumber(0)).sourceId() == idOf(0);
        if (!takes) {
            throw new IllegalArgumentException("alert " + id
                    + " can't be sent more than once: its id can't be changed in the packet, because it is short or the packet is"
                    + " compressed; give wire messages or an uncompressed night with ids of at least 11 digits");
        }
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

    private static List<Integer> places(byte[] packet, byte[] id) {
        List<Integer> places = new ArrayList<>();
        for (int at = 0; at + id.length <= packet.length; at++) {
            if (packet[at] == id[0] && Arrays.equals(packet, at, at + id.length, id, 0, id.length)) {
                places.add(at);
            }
        }
        return places;
    }

    /** The smallest id of as many bytes, and so many more. */
    private long idOf(long number) {
        return (1L << (BITS * (idBytes - 1) - 1)) + number;
    }

    /** The packet, always the same array, under another id. */
    byte[] withNumber(long number) {
        byte[] id = bytes(idOf(number));
        for (int place : places) {
            System.arraycopy(id, 0, packet, place, id.length);
        }
        return packet;
    }

    int length() {
        return packet.length;
    }
}

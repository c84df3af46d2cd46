package dev.arclet.load.target;

import dev.arclet.alert.AlertDecoder;
import dev.arclet.alert.SchemaUnavailableException;
import dev.arclet.alert.UndecodableAlertException;
import java.util.ArrayList;
import java.util.List;

/**
 * The packets of a night, sent in turn again and again, each time under an alert id of its own: an alert whose id was there before is a
 * duplicate, and is not scored. Only the id changes; objects, positions and pictures are the night's, so that objects are seen again.
 * For one thread.
 */
public final class Packets {
    private final List<NumberedPacket> packets;
    private long served;

    private Packets(List<NumberedPacket> packets) {
        this.packets = packets;
    }

    /**
     * Of these alerts.
     *
     * @param packets written to from now on
     * @throws UndecodableAlertException if one is no alert
     * @throws SchemaUnavailableException if its schema can't be looked up
     * @throws IllegalArgumentException if there are none, or one can't be given another id
     */
    public static Packets of(List<byte[]> packets, AlertDecoder decoder)
            throws UndecodableAlertException, SchemaUnavailableException {
        if (packets.isEmpty()) {
            throw new IllegalArgumentException("there are 0 alerts to send; give at least 1");
        }
        List<NumberedPacket> numbered = new ArrayList<>(packets.size());
        for (byte[] packet : packets) {
            numbered.add(NumberedPacket.of(packet, decoder));
        }
        return new Packets(numbered);
    }

    /** The next packet. It is written over when its turn comes again. */
    public byte[] next() {
        NumberedPacket packet = packets.get((int) (served % packets.size()));
        return packet.withNumber(served++);
    }

    /** Different alerts. */
    public int count() {
        return packets.size();
    }

    /** Bytes of a packet on average. */
    public long meanBytes() {
        return Math.round(
                packets.stream().mapToLong(NumberedPacket::length).average().orElse(0));
    }
}

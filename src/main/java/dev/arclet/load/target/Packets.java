package dev.arclet.load.target;

import dev.arclet.alert.AlertDecoder;
import dev.arclet.alert.SchemaUnavailableException;
import dev.arclet.alert.UndecodableAlertException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The packets of a night, sent in turn again and again, each time under an alert id of its own: an alert whose id was there before is a
 * duplicate, and is not scored. Positions and pictures are the night's. So are the objects, which are seen again and again, unless there
 * are to be so many: then each alert is the next object's, and once all had theirs it begins again, with other packets for each.
 * For one thread.
 */
public final class Packets {
    /** By the golden ratio of all packets: an object gets packets from everywhere in the night, whatever their number. */
    private static final double STRIDE = 0.618;

    private final List<NumberedPacket> packets;
    private final OptionalLong objects;
    private long served;

    private Packets(List<NumberedPacket> packets, OptionalLong objects) {
        this.packets = packets;
        this.objects = objects;
    }

    /**
     * Of these alerts.
     *
     * @param packets written to from now on
     * @param objects how many there are to be; empty for those of the packets
     * @throws UndecodableAlertException if one is no alert
     * @throws SchemaUnavailableException if its schema can't be looked up
     * @throws IllegalArgumentException if there are none, or one can't be given another id
     */
    public static Packets of(List<byte[]> packets, OptionalLong objects, AlertDecoder decoder)
            throws UndecodableAlertException, SchemaUnavailableException {
        if (packets.isEmpty()) {
            throw new IllegalArgumentException("there are 0 alerts to send; give at least 1");
        }
        List<NumberedPacket> numbered = new ArrayList<>(packets.size());
        for (byte[] packet : packets) {
            numbered.add(NumberedPacket.of(packet, objects.isPresent(), decoder));
        }
        return new Packets(numbered, objects);
    }

    /** The next packet. It is written over when its turn comes again. */
    public byte[] next() {
        long number = served++;
        long rounds = objects.isPresent() ? number / objects.getAsLong() : 0;
        NumberedPacket packet = packets.get((int) ((number + rounds * stride()) % packets.size()));
        return packet.withNumbers(number, objects.isPresent() ? number % objects.getAsLong() : 0);
    }

    private long stride() {
        return Math.max(1, Math.round(STRIDE * packets.size()));
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

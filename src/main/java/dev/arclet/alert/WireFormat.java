package dev.arclet.alert;

import java.nio.ByteBuffer;

/**
 * The framing of Rubin's alerts, which Confluent's serialisers write too: a zero byte, the schema's id as a big-endian int, the
 * record in Avro's binary encoding.
 */
public final class WireFormat {
    /** Bytes before the record. */
    public static final int HEADER_BYTES = 5;

    private WireFormat() {}

    /** Whether a packet starts like a wire message. */
    public static boolean matches(byte[] packet) {
        return packet.length >= HEADER_BYTES && packet[0] == 0;
    }

    /** The schema id of a packet that {@linkplain #matches matches}. */
    public static int schemaId(byte[] packet) {
        return ByteBuffer.wrap(packet).getInt(1);
    }

    /** A wire message of its own from an encoded record. */
    public static byte[] frame(int schemaId, ByteBuffer record) {
        ByteBuffer framed = ByteBuffer.allocate(HEADER_BYTES + record.remaining());
        framed.put((byte) 0).putInt(schemaId).put(record.duplicate());
        return framed.array();
    }
}

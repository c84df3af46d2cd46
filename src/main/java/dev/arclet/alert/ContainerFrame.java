package dev.arclet.alert;

import dev.arclet.alert.UndecodableAlertException.Cause;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the parts of an Avro object container with exactly one record lie. ZTF sends each alert as such a file.
 *
 * @param header first byte of the metadata
 * @param headerEnd one past the metadata
 * @param record first byte of the record, encoded by the codec
 * @param recordEnd one past the record
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#object-container-files">Avro specification, object container files</a>
 */
record ContainerFrame(int header, int headerEnd, int record, int recordEnd) {
    static final byte[] MAGIC = {'O', 'b', 'j', 1};
    static final int SYNC_BYTES = 16;

    static boolean matches(byte[] packet) {
        return packet.length >= MAGIC.length && Arrays.equals(packet, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /**
     * Finds the parts of a packet that {@linkplain #matches matches}.
     *
     * @throws UndecodableAlertException if it holds no record or more than one, its sync markers are damaged, or its schema is
     *     larger than the limit
     */
    static ContainerFrame of(byte[] packet, DecodeLimits limits) throws UndecodableAlertException {
        PacketCursor in = new PacketCursor(packet, MAGIC.length, packet.length, limits);
        skipMetadata(in);
        int headerEnd = in.at();
        if (headerEnd - MAGIC.length > limits.schemaBytes()) {
            throw new UndecodableAlertException(
                    Cause.TOO_LARGE,
                    "the container's schema and metadata have %d bytes, at most %d are read"
                            .formatted(headerEnd - MAGIC.length, limits.schemaBytes()));
        }
        in.skip(SYNC_BYTES);
        if (in.remaining() == 0) {
            throw corrupt("the container holds no record");
        }
        long records = in.readLong();
        long size = in.readLong();
        if (records != 1) {
            throw corrupt("the container holds %d records in its first block, an alert is one".formatted(records));
        }
        int record = in.at();
        in.skip(size);
        int recordEnd = in.at();
        in.skip(SYNC_BYTES);
        if (!Arrays.equals(packet, headerEnd, headerEnd + SYNC_BYTES, packet, recordEnd, recordEnd + SYNC_BYTES)) {
            throw corrupt("the sync marker behind the record, at byte %d, is not the container's".formatted(recordEnd));
        }
        if (in.remaining() != 0) {
            throw corrupt("%d bytes follow the container's only block".formatted(in.remaining()));
        }
        return new ContainerFrame(MAGIC.length, headerEnd, record, recordEnd);
    }

    private static void skipMetadata(PacketCursor in) throws UndecodableAlertException {
        for (int left = in.nextBlock(); left > 0; left = in.nextBlock()) {
            for (int i = 0; i < left; i++) {
                in.skip(in.readLength());
                in.skip(in.readLength());
            }
        }
    }

    /** The metadata, each value as text. */
    Map<String, String> metadata(byte[] packet, DecodeLimits limits) throws UndecodableAlertException {
        PacketCursor in = new PacketCursor(packet, header, headerEnd, limits);
        Map<String, String> entries = new HashMap<>();
        for (int left = in.nextBlock(); left > 0; left = in.nextBlock()) {
            for (int i = 0; i < left; i++) {
                entries.put(in.readText(), in.readText());
            }
        }
        return entries;
    }

    private static UndecodableAlertException corrupt(String message) {
        return new UndecodableAlertException(Cause.CORRUPT, message);
    }
}

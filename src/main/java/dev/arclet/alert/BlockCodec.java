package dev.arclet.alert;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.arclet.alert.UndecodableAlertException.Cause;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.snappy.SnappyCompressorInputStream;

/** How the blocks of a container are compressed. Unpacking stops at a bound, whatever the block promises. */
enum BlockCodec {
    NULL("null") {
        @Override
        InputStream unpack(byte[] packet, int from, int end) {
            return new ByteArrayInputStream(packet, from, end - from);
        }
    },
    DEFLATE("deflate") {
        @Override
        InputStream unpack(byte[] packet, int from, int end) {
            Inflater inflater = new Inflater(true);
            return new InflaterInputStream(new ByteArrayInputStream(packet, from, end - from), inflater) {
                @Override
                public void close() throws IOException {
                    super.close();
                    inflater.end();
                }
            };
        }
    },
    SNAPPY("snappy") {
        @Override
        InputStream unpack(byte[] packet, int from, int end) throws IOException {
            if (end - from < SNAPPY_CHECKSUM_BYTES) {
                throw new IOException("the block is shorter than its checksum");
            }
            return new SnappyCompressorInputStream(
                    new ByteArrayInputStream(packet, from, end - from - SNAPPY_CHECKSUM_BYTES));
        }

        @Override
        void check(byte[] unpacked, byte[] packet, int end) throws IOException {
            CRC32 checksum = new CRC32();
            checksum.update(unpacked);
            int written = ByteBuffer.wrap(packet).getInt(end - SNAPPY_CHECKSUM_BYTES);
            if ((int) checksum.getValue() != written) {
                throw new IOException("checksum differs");
            }
        }
    },
    ZSTANDARD("zstandard") {
        @Override
        InputStream unpack(byte[] packet, int from, int end) throws IOException {
            // A frame says itself how much of its past it refers to, and that much is allocated, outside the heap.
            return new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(packet, from, end - from))
                    .setLongMax(ZSTD_WINDOW_LOG);
        }
    };

    private static final int SNAPPY_CHECKSUM_BYTES = 4;

    /** 16 MiB, which holds the largest packet of {@link DecodeLimits#defaults}; writers use 8 MiB and less. */
    private static final int ZSTD_WINDOW_LOG = 24;

    private final String avroName;

    BlockCodec(String avroName) {
        this.avroName = avroName;
    }

    abstract InputStream unpack(byte[] packet, int from, int end) throws IOException;

    /** Compares what came out with a checksum, where the codec writes one. */
    void check(byte[] unpacked, byte[] packet, int end) throws IOException {}

    /** The codec that a container names so in {@code avro.codec}. */
    static Optional<BlockCodec> named(String avroName) {
        return Arrays.stream(values()).filter(c -> c.avroName.equals(avroName)).findFirst();
    }

    /** All names, for errors. */
    static String names() {
        return String.join(", ", Arrays.stream(values()).map(c -> c.avroName).toList());
    }

    /**
     * A cursor over the plain bytes of a block; without a codec they are the packet's own.
     *
     * @throws UndecodableAlertException if the block is damaged or unpacks to more than the packet limit
     */
    PacketCursor open(byte[] packet, int from, int end, DecodeLimits limits) throws UndecodableAlertException {
        if (this == NULL) {
            return new PacketCursor(packet, from, end, limits);
        }
        byte[] plain = unpackWithin(packet, from, end, limits.packetBytes());
        return new PacketCursor(plain, 0, plain.length, limits);
    }

    private byte[] unpackWithin(byte[] packet, int from, int end, int limit) throws UndecodableAlertException {
        try (InputStream in = unpack(packet, from, end)) {
            byte[] plain = in.readNBytes(limit);
            if (in.read() >= 0) {
                throw new UndecodableAlertException(
                        Cause.TOO_LARGE, "the record unpacks to more than %d bytes".formatted(limit));
            }
            check(plain, packet, end);
            return plain;
        } catch (IOException | RuntimeException e) {
            throw new UndecodableAlertException(
                    Cause.CORRUPT, "the record does not unpack as %s: %s".formatted(avroName, e.getMessage()), e);
        }
    }
}

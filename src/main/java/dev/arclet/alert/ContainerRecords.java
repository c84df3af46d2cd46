package dev.arclet.alert;

import dev.arclet.alert.UndecodableAlertException.Cause;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.SchemaParseException;
import org.apache.avro.io.BinaryData;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Reads an Avro object container of any length record by record, each as the bytes that were written, without building the records.
 * Keeps one block in memory; a block, packed or not, may be as large as a packet. For one thread.
 *
 * <p>Avro's own reader allocates whatever length a block claims to have, and builds the records; replaying a night needs neither.
 */
public final class ContainerRecords implements Closeable {
    private static final String CODEC = "avro.codec";

    private final InputStream in;
    private final DecodeLimits limits;
    private final Map<String, byte[]> metadata;
    private final byte[] sync;
    private final BlockCodec codec;
    private final Projection skip;
    private byte[] headerOfOne = {};
    private PacketCursor block;
    private long recordsLeft;

    private ContainerRecords(InputStream in, DecodeLimits limits) throws IOException, UndecodableAlertException {
        this.in = in;
        this.limits = limits;
        VarintInput header = new VarintInput(in, limits.schemaBytes());
        if (!Arrays.equals(header.bytes(ContainerFrame.MAGIC.length), ContainerFrame.MAGIC)) {
            throw new UndecodableAlertException(Cause.FRAMING, "this is no Avro object container");
        }
        this.metadata = readMetadata(header);
        this.sync = header.bytes(ContainerFrame.SYNC_BYTES);
        String codecName = metadata(CODEC).orElse("null");
        this.codec = BlockCodec.named(codecName)
                .orElseThrow(() ->
                        corrupt("the container's codec is %s; known are %s".formatted(codecName, BlockCodec.names())));
        this.skip = skipFor(metadata("avro.schema").orElse(""));
        this.block = new PacketCursor(new byte[0], 0, 0, limits);
    }

    /** Whether bytes start like a container. */
    public static boolean matches(byte[] start) {
        return ContainerFrame.matches(start);
    }

    /**
     * Reads the header.
     *
     * @param in the container from its first byte; closed by {@link #close}
     * @param limits for the header, for each block and for each record
     * @throws UndecodableAlertException if the header is damaged, too large, or names an unknown codec
     */
    public static ContainerRecords open(InputStream in, DecodeLimits limits)
            throws IOException, UndecodableAlertException {
        return new ContainerRecords(in, limits);
    }

    private static Map<String, byte[]> readMetadata(VarintInput header) throws IOException, UndecodableAlertException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (long left = header.blockCount(); left > 0; left = header.blockCount()) {
            for (long i = 0; i < left; i++) {
                String key = new String(header.bytes(header.number()), StandardCharsets.UTF_8);
                entries.put(key, header.bytes(header.number()));
            }
        }
        return Collections.unmodifiableMap(entries);
    }

    private static Projection skipFor(String schema) throws UndecodableAlertException {
        try {
            return Projection.skipping(SchemaText.parse(schema));
        } catch (SchemaParseException e) {
            throw new UndecodableAlertException(Cause.CORRUPT, "the container's schema is none: " + e.getMessage(), e);
        }
    }

    /** A value of the header's metadata as text. */
    public Optional<String> metadata(String key) {
        return Optional.ofNullable(metadata.get(key)).map(value -> new String(value, StandardCharsets.UTF_8));
    }

    /**
     * The next record.
     *
     * @return its encoded bytes, or nothing at the end of the container
     * @throws UndecodableAlertException if the container is damaged here; nothing behind the damage can be read
     */
    public Optional<ByteBuffer> next() throws IOException, UndecodableAlertException {
        while (recordsLeft == 0) {
            if (!nextBlock()) {
                return Optional.empty();
            }
        }
        recordsLeft--;
        PacketCursor record = block.ahead(limits);
        int start = record.at();
        skip.read(record);
        return Optional.of(block.view(record.at() - start));
    }

    /** After damage: what is left of the block that it was found in, which may be nothing. */
    public ByteBuffer rest() {
        return block.rest();
    }

    private boolean nextBlock() throws IOException, UndecodableAlertException {
        if (block.remaining() != 0) {
            throw corrupt("%d bytes are left over behind the last record of a block".formatted(block.remaining()));
        }
        VarintInput input = new VarintInput(in, limits.packetBytes() + 2L * VarintInput.LONGEST);
        Optional<Long> count = input.numberOrEnd();
        if (count.isEmpty()) {
            return false;
        }
        byte[] packed = input.bytes(input.number());
        if (!Arrays.equals(new VarintInput(in, ContainerFrame.SYNC_BYTES).bytes(ContainerFrame.SYNC_BYTES), sync)) {
            throw corrupt("the sync marker behind a block is not the container's");
        }
        block = codec.open(packed, 0, packed.length, limits);
        if (count.get() < 0 || count.get() > block.remaining()) {
            throw corrupt("a block of %d bytes has %d records".formatted(block.remaining(), count.get()));
        }
        recordsLeft = count.get();
        return true;
    }

    /**
     * A container of its own around one record, with this container's schema and metadata and without compression.
     *
     * @param record as {@link #next} answered it
     */
    public byte[] alone(ByteBuffer record) {
        if (headerOfOne.length == 0) {
            headerOfOne = headerWithoutCodec();
        }
        int end = headerOfOne.length;
        byte[] whole = Arrays.copyOf(
                headerOfOne, end + 2 * VarintInput.LONGEST + record.remaining() + ContainerFrame.SYNC_BYTES);
        end += BinaryData.encodeLong(1, whole, end);
        end += BinaryData.encodeLong(record.remaining(), whole, end);
        ByteBuffer.wrap(whole).position(end).put(record.duplicate()).put(sync);
        return Arrays.copyOf(whole, end + record.remaining() + ContainerFrame.SYNC_BYTES);
    }

    private byte[] headerWithoutCodec() {
        Map<String, byte[]> entries = new LinkedHashMap<>(metadata);
        entries.put(CODEC, "null".getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            encoder.writeFixed(ContainerFrame.MAGIC);
            encoder.writeMapStart();
            encoder.setItemCount(entries.size());
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                encoder.startItem();
                encoder.writeString(entry.getKey());
                encoder.writeBytes(entry.getValue());
            }
            encoder.writeMapEnd();
            encoder.writeFixed(sync);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static UndecodableAlertException corrupt(String message) {
        return new UndecodableAlertException(Cause.CORRUPT, message);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

package dev.arclet.sky;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes an array in NumPy's format, version 1.0, item by item: how many there are is written at the end. Not for several
 * threads at once.
 */
final class NpyFile implements Closeable {
    private static final int HEADER_BYTES = 128;
    private static final int BEFORE_TEXT = 10;

    private final FileChannel channel;
    private final String type;
    private final String itemShape;
    private long items;

    /**
     * Opens a file, writing over one that exists.
     *
     * @param file to write
     * @param type NumPy's name of the values' type
     * @param itemShape lengths of an item's axes, each with a comma before it; empty for single values
     */
    NpyFile(Path file, String type, String itemShape) throws IOException {
        this.channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        this.type = type;
        this.itemShape = itemShape;
        channel.position(HEADER_BYTES);
    }

    /** Adds some items, whose values fill the buffer. */
    void write(ByteBuffer values, int count) throws IOException {
        while (values.hasRemaining()) {
            channel.write(values);
        }
        items += count;
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            ByteBuffer header = header();
            for (long at = 0; header.hasRemaining(); ) {
                at += channel.write(header, at);
            }
        }
    }

    /** Magic, version, and a Python literal padded with blanks to the values' first byte. */
    private ByteBuffer header() {
        String shape = itemShape.isEmpty() ? "(" + items + ",)" : "(" + items + itemShape + ")";
        String text = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
        String padded = text + " ".repeat(HEADER_BYTES - BEFORE_TEXT - 1 - text.length()) + "\n";
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        header.putShort((short) (HEADER_BYTES - BEFORE_TEXT));
        header.put(padded.getBytes(StandardCharsets.US_ASCII));
        return header.flip();
    }
}

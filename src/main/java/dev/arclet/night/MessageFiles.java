package dev.arclet.night;

import dev.arclet.alert.WireFormat;
import java.io.IOException;

/** A file for each packet, with its bytes as they are; names keep the order of the night. */
final class MessageFiles implements NightTarget {
    private static final int FILES_A_FOLDER = 10_000;

    private final Shelf shelf;
    private long written;

    /** Where the files go. */
    interface Shelf extends AutoCloseable {
        /**
         * Puts a file.
         *
         * @param name with a folder before it, {@code 0000/00000001-4711.alert}
         */
        void put(String name, byte[] bytes) throws IOException;

        @Override
        void close() throws IOException;
    }

    MessageFiles(Shelf shelf) {
        this.shelf = shelf;
    }

    @Override
    public void write(DatedPacket packet) throws IOException {
        byte[] bytes = packet.packet().bytes();
        String id = packet.alert().map(alert -> "-" + alert.sourceId()).orElse("");
        String ending = WireFormat.matches(bytes) ? ".alert" : ".avro";
        String folder = "%04d".formatted(written / FILES_A_FOLDER);
        written++;
        shelf.put("%s/%08d%s%s".formatted(folder, written, id, ending), bytes);
    }

    @Override
    public void close() throws IOException {
        shelf.close();
    }
}

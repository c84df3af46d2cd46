package dev.arclet.night;

import dev.arclet.alert.ContainerRecords;
import dev.arclet.alert.DecodeLimits;
import dev.arclet.alert.UndecodableAlertException;
import dev.arclet.alert.WireFormat;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Chooses how a file is read, by what it starts with. */
final class FilePackets {
    private static final int GZIP_BUFFER = 1 << 16;

    private FilePackets() {}

    /** Opens a file or an archive of files. */
    static PacketReader open(Path file, boolean named, DecodeLimits limits, Skipped skipped) throws IOException {
        String name = file.getFileName().toString();
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        try {
            if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
                InputStream plain = new GZIPInputStream(in, GZIP_BUFFER);
                return new TarPackets(file.toString(), new TarArchiveInputStream(plain), limits, skipped);
            }
            if (name.endsWith(".tar")) {
                return new TarPackets(file.toString(), new TarArchiveInputStream(in), limits, skipped);
            }
            return of(file.toString(), in, named, limits, skipped);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /**
     * Reads one file's content.
     *
     * @param in closed by the reader
     * @param named whether it comes as a packet even if it holds no alert
     */
    static PacketReader of(String origin, InputStream in, boolean named, DecodeLimits limits, Skipped skipped)
            throws IOException {
        byte[] start = in.readNBytes(limits.packetBytes() + 1);
        if (ContainerRecords.matches(start)) {
            return container(origin, start, in, limits);
        }
        if (WireFormat.matches(start) || named) {
            return new OnePacket(origin, Optional.of(new Packet(origin, start)), in);
        }
        skipped.add(origin);
        return new OnePacket(origin, Optional.empty(), in);
    }

    /** A container with one record, or whose first can't be read, is a packet as it is. */
    private static PacketReader container(String origin, byte[] start, InputStream rest, DecodeLimits limits)
            throws IOException {
        try {
            if (start.length > limits.packetBytes() || hasMoreThanOne(start, limits)) {
                InputStream whole = new SequenceInputStream(new ByteArrayInputStream(start), rest);
                return new NightReader(origin, ContainerRecords.open(whole, limits));
            }
        } catch (UndecodableAlertException e) {
            return new OnePacket(origin, Optional.of(new Packet(origin, start)), rest);
        }
        return new OnePacket(origin, Optional.of(new Packet(origin, start)), rest);
    }

    private static boolean hasMoreThanOne(byte[] container, DecodeLimits limits)
            throws IOException, UndecodableAlertException {
        try (ContainerRecords records = ContainerRecords.open(new ByteArrayInputStream(container), limits)) {
            return records.next().isPresent() && !endsHere(records);
        }
    }

    private static boolean endsHere(ContainerRecords records) throws IOException {
        try {
            return records.next().isEmpty();
        } catch (UndecodableAlertException e) {
            return false;
        }
    }

    /** At most one packet. */
    private static final class OnePacket implements PacketReader {
        private final String origin;
        private final InputStream in;
        private Optional<Packet> packet;

        OnePacket(String origin, Optional<Packet> packet, InputStream in) {
            this.origin = origin;
            this.packet = packet;
            this.in = in;
        }

        @Override
        public Optional<Packet> next() {
            Optional<Packet> given = packet;
            packet = Optional.empty();
            return given;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }

        @Override
        public String toString() {
            return origin;
        }
    }
}

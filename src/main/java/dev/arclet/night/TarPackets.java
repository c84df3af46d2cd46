package dev.arclet.night;

import dev.arclet.alert.DecodeLimits;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The packets in an archive's files, in the archive's order. */
final class TarPackets implements PacketReader {
    private final String archive;
    private final TarArchiveInputStream tar;
    private final DecodeLimits limits;
    private final Skipped skipped;
    private Optional<PacketReader> entry = Optional.empty();

    TarPackets(String archive, TarArchiveInputStream tar, DecodeLimits limits, Skipped skipped) {
        this.archive = archive;
        this.tar = tar;
        this.limits = limits;
        this.skipped = skipped;
    }

    @Override
    public Optional<Packet> next() throws IOException {
        while (entry.isPresent() || openNextEntry()) {
            Optional<Packet> packet = entry.orElseThrow().next();
            if (packet.isPresent()) {
                return packet;
            }
            entry = Optional.empty();
        }
        return Optional.empty();
    }

    private boolean openNextEntry() throws IOException {
        TarArchiveEntry next = tar.getNextEntry();
        while (next != null && !next.isFile()) {
            next = tar.getNextEntry();
        }
        if (next == null) {
            return false;
        }
        String origin = archive + "!" + next.getName();
        entry = Optional.of(FilePackets.of(origin, new EntryStream(tar), false, limits, skipped));
        return true;
    }

    /** One entry's bytes; that its reader closes them must not close the archive. */
    private static final class EntryStream extends FilterInputStream {
        EntryStream(TarArchiveInputStream tar) {
            super(tar);
        }

        @Override
        public void close() {}
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }

    @Override
    public String toString() {
        return archive;
    }
}

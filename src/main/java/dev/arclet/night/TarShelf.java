package dev.arclet.night;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Files in a {@code .tar.gz}, as ZTF publishes its nights. The same files give the same archive. */
final class TarShelf implements MessageFiles.Shelf {
    private static final int BUFFER = 1 << 16;

    private final TarArchiveOutputStream tar;

    TarShelf(Path archive) throws IOException {
        OutputStream file = new BufferedOutputStream(Files.newOutputStream(archive), BUFFER);
        tar = new TarArchiveOutputStream(new GZIPOutputStream(file, BUFFER));
    }

    @Override
    public void put(String name, byte[] bytes) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(bytes.length);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}

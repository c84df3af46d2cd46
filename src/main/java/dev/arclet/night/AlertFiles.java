package dev.arclet.night;

import dev.arclet.alert.DecodeLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * All alerts in some files and folders, one after another, in the order in which they are named and, inside folders, in that of
 * their names. What a file holds is told by its first bytes, never by its name: one wire message, one Avro container with one alert
 * or many; only archives ({@code .tar.gz}, {@code .tgz}, {@code .tar}) go by their names. Other files are passed over and counted,
 * except for those that were named themselves: they come as packets, to be refused with a reason downstream.
 *
 * <p>Keeps one file open and at most one packet or container block in memory, whatever the files' sizes. For one thread.
 * Failures to read come as {@link UncheckedIOException} whose message names the file.
 */
public final class AlertFiles implements Iterator<Packet>, AutoCloseable {
    private final DecodeLimits limits = DecodeLimits.defaults();
    private final FileTree files;
    private final Skipped skipped = new Skipped();
    private Optional<PacketReader> open = Optional.empty();
    private Optional<Packet> ready = Optional.empty();

    private AlertFiles(List<Path> paths) {
        this.files = new FileTree(paths);
    }

    /**
     * Opens files and folders; the files themselves are opened as it comes to them.
     *
     * @throws NoSuchFileException if one of them is not there
     */
    public static AlertFiles open(List<Path> paths) throws IOException {
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new NoSuchFileException(path.toString(), null, "give a file, folder or .tar.gz of alerts");
            }
        }
        return new AlertFiles(paths);
    }

    /** Files passed over so far because they hold no alerts. */
    public long skipped() {
        return skipped.count();
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty()) {
            if (open.isEmpty()) {
                if (!files.hasNext()) {
                    return false;
                }
                openNext();
            }
            ready = read();
        }
        return true;
    }

    @Override
    public Packet next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more alerts");
        }
        Packet packet = ready.orElseThrow();
        ready = Optional.empty();
        return packet;
    }

    private void openNext() {
        FileTree.Entry file = files.next();
        try {
            open = Optional.of(FilePackets.open(file.path(), file.named(), limits, skipped));
        } catch (IOException e) {
            throw unreadable(file.path().toString(), e);
        }
    }

    private Optional<Packet> read() {
        PacketReader reader = open.orElseThrow();
        try {
            Optional<Packet> packet = reader.next();
            if (packet.isEmpty()) {
                open = Optional.empty();
                reader.close();
            }
            return packet;
        } catch (IOException e) {
            throw unreadable(reader.toString(), e);
        }
    }

    private static UncheckedIOException unreadable(String file, IOException e) {
        return new UncheckedIOException(new IOException("%s can't be read: %s".formatted(file, e.getMessage()), e));
    }

    /** Closes the file that is open. */
    @Override
    public void close() throws IOException {
        if (open.isPresent()) {
            open.get().close();
        }
    }
}

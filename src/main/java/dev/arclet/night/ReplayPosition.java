package dev.arclet.night;

import dev.arclet.night.DatedPacket.Place;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/**
 * A file that says how far a replay is, so that another can go on from there, whatever ended the first one. It is replaced as a whole,
 * so it is never half written; it lags a fifth of a second behind, so what was sent after it was last written is sent again.
 */
public final class ReplayPosition {
    private static final String OF = "replay";
    private static final String LAP = "lap";
    private static final String PACKET = "packet";
    private static final String DONE = "done";

    private final Path file;
    private final String replay;
    private final Place start;
    private final boolean done;
    private Place written;

    private ReplayPosition(Path file, String replay, Place start, boolean done) {
        this.file = file;
        this.replay = replay;
        this.start = start;
        this.done = done;
        this.written = start;
    }

    /**
     * Reads the file, or starts one if it is not there.
     *
     * @param file kept up to date by {@link Replay}
     * @param replay describes the input and what is chosen of it; a file of another replay is refused
     * @throws IOException if it is another replay's, or can't be read; the message names it
     */
    public static ReplayPosition open(Path file, String replay) throws IOException {
        if (!Files.exists(file)) {
            return new ReplayPosition(file, replay, Place.START, false);
        }
        Properties kept = new Properties();
        kept.load(new StringReader(Files.readString(file)));
        String of = kept.getProperty(OF);
        if (of == null) {
            throw new IOException(file + " is no position of a replay; name another file");
        }
        if (!of.equals(replay)) {
            throw new IOException(
                    "%s is the position of another replay (%s) than this (%s); name another file, or remove it"
                            .formatted(file, of, replay));
        }
        try {
            Place start = new Place(Long.parseLong(kept.getProperty(LAP)), Long.parseLong(kept.getProperty(PACKET)));
            return new ReplayPosition(file, replay, start, Boolean.parseBoolean(kept.getProperty(DONE)));
        } catch (NumberFormatException e) {
            throw new IOException(file + " is damaged: lap or packet is no number; remove it to start again", e);
        }
    }

    /** Whether the replay was finished before. */
    public boolean isDone() {
        return done;
    }

    /** Packets of its lap that are surely in the topic. */
    public long packets() {
        return start.packet();
    }

    /** The lap that it goes on in, from 0. */
    public long lap() {
        return start.lap();
    }

    Place start() {
        return start;
    }

    /** Keeps a place, if it is another one. */
    void keep(Place next) throws IOException {
        if (!next.equals(written)) {
            write(next, false);
        }
    }

    /** Everything is sent. */
    void finish(Place next) throws IOException {
        write(next, true);
    }

    private void write(Place next, boolean isDone) throws IOException {
        String text = "# How far a replay is; arclet replay --resume goes on from here.%n%s=%s%n%s=%d%n%s=%d%n%s=%s%n"
                .formatted(OF, escaped(replay), LAP, next.lap(), PACKET, next.packet(), DONE, isDone);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text, StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        written = next;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n");
    }
}

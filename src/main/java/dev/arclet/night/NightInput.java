package dev.arclet.night;

import dev.arclet.alert.AlertDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Where the alerts of a replay come from. It can be read again and again.
 *
 * @param paths files, folders and archives, as {@link AlertFiles} reads them
 * @param merged whether the paths are read side by side, by the time of their alerts, and not one after another
 * @param selection what is of interest
 */
public record NightInput(List<Path> paths, boolean merged, NightSelection selection) {
    public NightInput {
        paths = List.copyOf(paths);
    }

    /** Everything in the files, one after another. */
    public static NightInput of(List<Path> paths) {
        return new NightInput(paths, false, NightSelection.ALL);
    }

    /** In a line, with the files' sizes, so that another input is told from this one. */
    public String description() throws IOException {
        List<String> parts = new ArrayList<>();
        for (Path path : paths) {
            Path whole = path.toAbsolutePath().normalize();
            parts.add(Files.isDirectory(whole) ? whole.toString() : whole + " (" + Files.size(whole) + " bytes)");
        }
        String joined = String.join(merged ? " merged with " : ", ", parts);
        return selection.isAll() ? joined : joined + ", only " + selection;
    }

    /** Reads it once. */
    Reading open(AlertDecoder decoder) throws IOException {
        return new Reading(decoder);
    }

    /** One reading of the input. For one thread. */
    final class Reading implements AutoCloseable {
        private final List<AlertFiles> files = new ArrayList<>();
        private final Iterator<DatedPacket> packets;
        private final NightSelection.Picker picker = selection.new Picker();

        private Reading(AlertDecoder decoder) throws IOException {
            try {
                if (merged) {
                    for (Path path : paths) {
                        files.add(AlertFiles.open(List.of(path)));
                    }
                    packets = new MergedNights(files, decoder);
                } else {
                    AlertFiles all = AlertFiles.open(paths);
                    files.add(all);
                    packets = dated(all, decoder);
                }
            } catch (IOException | RuntimeException e) {
                close();
                throw e;
            }
        }

        private static Iterator<DatedPacket> dated(Iterator<Packet> plain, AlertDecoder decoder) {
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return plain.hasNext();
                }

                @Override
                public DatedPacket next() {
                    return DatedPacket.of(plain.next(), decoder);
                }
            };
        }

        /** The next packet of the selection; nothing at the end. */
        Optional<DatedPacket> next() {
            while (packets.hasNext()) {
                Optional<DatedPacket> picked = picker.pick(packets.next());
                if (picked.isPresent()) {
                    return picked;
                }
            }
            return Optional.empty();
        }

        /** What did not come along so far. */
        Missed missed() {
            return new Missed(files.stream().mapToLong(AlertFiles::skipped).sum(), picker.leftOut(), picker.undated());
        }

        @Override
        public void close() throws IOException {
            for (AlertFiles file : files) {
                file.close();
            }
        }
    }

    /**
     * What is in the files and not in a replay.
     *
     * @param files without alerts
     * @param outside alerts outside of the selection
     * @param undated packets left out of a selection because they do not say when they were taken
     */
    public record Missed(long files, long outside, long undated) {
        /** Everything came along. */
        public static final Missed NOTHING = new Missed(0, 0, 0);

        Missed and(Missed other) {
            return new Missed(files + other.files, outside + other.outside, undated + other.undated);
        }
    }
}

package dev.arclet.night;

import dev.arclet.alert.TestPackets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;

/** Small nights in files, for tests. */
final class NightFiles {
    static final double START_MJD = 61_368.25;

    private NightFiles() {}

    /** An alert of one visit, some seconds into the night. */
    static byte[] alert(long id, long visit, double seconds) {
        GenericRecord alert = TestPackets.alertWithSource("midpointMjdTai", START_MJD + seconds / 86_400);
        alert.put("diaSourceId", id);
        ((GenericRecord) alert.get("diaSource")).put("diaSourceId", id);
        ((GenericRecord) alert.get("diaSource")).put("visit", visit);
        return TestPackets.wire(alert);
    }

    /** A container of such alerts. */
    static Path container(Path file, byte[]... alerts) throws IOException {
        try (NightWriter writer =
                NightWriter.create(file, TestPackets.SCHEMA_ID, id -> Optional.of(TestPackets.SCHEMA))) {
            for (byte[] alert : alerts) {
                writer.write(alert);
            }
        }
        return file;
    }

    /** A file with one message. */
    static Path message(Path file, byte[] bytes) throws IOException {
        return Files.write(file, bytes);
    }

    /** The ids of the detections in some packets; -1 for one that can't be read. */
    static List<Long> ids(Iterable<byte[]> packets) {
        List<Long> ids = new ArrayList<>();
        for (byte[] packet : packets) {
            ids.add(DatedPacket.of(new Packet("test", packet), TestPackets.decoder())
                    .alert()
                    .map(dev.arclet.alert.Alert::sourceId)
                    .orElse(-1L));
        }
        return ids;
    }

    /** Removes a folder and all in it. */
    static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** All that a reading gives. */
    static List<byte[]> packets(NightInput.Reading reading) {
        List<byte[]> packets = new ArrayList<>();
        for (Optional<DatedPacket> next = reading.next(); next.isPresent(); next = reading.next()) {
            packets.add(next.get().packet().bytes());
        }
        return packets;
    }
}

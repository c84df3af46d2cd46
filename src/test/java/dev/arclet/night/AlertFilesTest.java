package dev.arclet.night;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.alert.Alert;
import dev.arclet.alert.SharedFiles;
import dev.arclet.alert.TestPackets;
import dev.arclet.alert.UndecodableAlertException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.file.CodecFactory;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertFilesTest {
    private static final byte[] WIRE = TestPackets.wire(TestPackets.alert());
    private static final byte[] CONTAINER = TestPackets.container(TestPackets.alert());
    private static final byte[] NOTE = "not an alert".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private Path write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private static List<Packet> readAll(Path... paths) throws IOException {
        List<Packet> packets = new ArrayList<>();
        try (AlertFiles files = AlertFiles.open(List.of(paths))) {
            files.forEachRemaining(packets::add);
        }
        return packets;
    }

    private List<String> origins(List<Packet> packets) {
        return packets.stream().map(p -> p.origin().replace(folder + "/", "")).toList();
    }

    private static byte[] containerOf(String... bands) {
        return TestPackets.container(
                CodecFactory.zstandardCodec(1),
                Arrays.stream(bands)
                        .map(band -> TestPackets.alertWithSource("band", band))
                        .toArray(org.apache.avro.generic.GenericRecord[]::new));
    }

    @Test
    void filesOfEitherFramingAreFoundInFoldersInTheOrderOfTheirNames() throws Exception {
        write("b/2.avro", CONTAINER);
        write("b/10.bin", WIRE);
        write("a/late.bin", WIRE);
        write("c.bin", WIRE);

        List<Packet> packets = readAll(folder);

        assertEquals(List.of("a/late.bin", "b/10.bin", "b/2.avro", "c.bin"), origins(packets));
        assertArrayEquals(WIRE, packets.get(0).bytes());
        assertArrayEquals(CONTAINER, packets.get(2).bytes());
    }

    @Test
    void filesWithoutAlertsAreCountedAndPassedOver() throws Exception {
        write("README.md", NOTE);
        write("empty", new byte[0]);
        write("1.bin", WIRE);

        try (AlertFiles files = AlertFiles.open(List.of(folder))) {
            assertTrue(files.next().origin().endsWith("1.bin"));
            assertEquals(false, files.hasNext());
            assertEquals(2, files.skipped());
        }
    }

    @Test
    void aFileThatTheUserNamedIsAlwaysAPacket() throws Exception {
        Path note = write("README.md", NOTE);

        assertArrayEquals(NOTE, readAll(note).get(0).bytes());
    }

    @Test
    void aPathThatIsNotThereIsRefusedAtOnce() {
        NoSuchFileException e = assertThrows(
                NoSuchFileException.class, () -> AlertFiles.open(List.of(folder, folder.resolve("nights"))));

        assertTrue(e.getMessage().contains("nights"), e.getMessage());
    }

    @Test
    void aContainerOfManyAlertsGivesEachAsAPacketOfItsOwn() throws Exception {
        Path night = write("night.avro", containerOf("u", "g", "r"));

        List<Packet> packets = readAll(night);

        assertEquals(List.of("night.avro#1", "night.avro#2", "night.avro#3"), origins(packets));
        assertEquals(List.of("u", "g", "r"), bands(packets));
    }

    private static List<String> bands(List<Packet> packets) throws Exception {
        List<String> bands = new ArrayList<>();
        for (Packet packet : packets) {
            Alert alert = TestPackets.decoder().decode(packet.bytes());
            assertEquals(3, alert.cutouts().size());
            bands.add(alert.band());
        }
        return bands;
    }

    @Test
    void whatADamagedContainerHoldsBeforeTheDamageIsKeptAndTheRestIsOneBadPacket() throws Exception {
        byte[] damaged = containerOf("u", "g", "r");
        Path night = write("night.avro", Arrays.copyOf(damaged, damaged.length - 20));

        List<Packet> packets = readAll(night);

        // Small records share one block: none of it can be unpacked, so the file stays whole and is refused as one.
        assertEquals(List.of("night.avro"), origins(packets));
        assertThrows(
                UndecodableAlertException.class,
                () -> TestPackets.decoder().decode(packets.get(0).bytes()));

        byte[] tail = Arrays.copyOf(damaged, damaged.length + 9);
        List<Packet> salvaged = readAll(write("tail.avro", tail));
        assertEquals(4, salvaged.size());
        assertEquals(List.of("u", "g", "r"), bands(salvaged.subList(0, 3)));
        assertThrows(
                UndecodableAlertException.class,
                () -> TestPackets.decoder().decode(salvaged.get(3).bytes()));
    }

    @Test
    void archivesAreReadFileByFile() throws Exception {
        Path archive = folder.resolve("night.tar.gz");
        try (OutputStream out = Files.newOutputStream(archive);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
            tar.putArchiveEntry(new TarArchiveEntry("night/"));
            tar.closeArchiveEntry();
            add(tar, "night/1.bin", WIRE);
            add(tar, "night/README", NOTE);
            add(tar, "night/many.avro", containerOf("u", "g"));
            add(tar, "night/2.avro", CONTAINER);
        }

        List<Packet> packets = readAll(folder);

        assertEquals(
                List.of(
                        "night.tar.gz!night/1.bin",
                        "night.tar.gz!night/many.avro#1",
                        "night.tar.gz!night/many.avro#2",
                        "night.tar.gz!night/2.avro"),
                origins(packets));
        assertArrayEquals(CONTAINER, packets.get(3).bytes());
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] bytes) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    @Test
    void aBrokenArchiveIsNamed() throws Exception {
        Path archive = write("night.tgz", NOTE);

        UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> readAll(archive));

        assertTrue(e.getMessage().contains("night.tgz can't be read"), e.getMessage());
    }

    @Test
    void aLinkToAFolderAboveDoesNotGoRoundForEver() throws Exception {
        Files.createSymbolicLink(folder.resolve("up"), folder);

        assertThrows(UncheckedIOException.class, () -> readAll(folder));
    }

    @Test
    void everyRealAlertIsFoundOnce() throws Exception {
        assertEquals(
                52 + 16 + 22,
                readAll(SharedFiles.path("alerts/lsst"), SharedFiles.path("alerts/ztf"))
                        .size());
    }
}

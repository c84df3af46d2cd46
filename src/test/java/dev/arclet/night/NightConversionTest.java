package dev.arclet.night;

import static dev.arclet.night.NightFiles.alert;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.alert.TestPackets;
import dev.arclet.night.NightConversion.Form;
import dev.arclet.night.NightSelection.VisitRange;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightConversionTest {
    @TempDir
    Path folder;

    private final NightConversion conversion =
            new NightConversion(TestPackets.decoder(), id -> Optional.of(TestPackets.SCHEMA));

    private Path night() throws IOException {
        byte[][] alerts = new byte[25][];
        for (int i = 0; i < alerts.length; i++) {
            int visit = i / 5;
            alerts[i] = alert(1000 - i, visit + 1, visit * 37.0);
        }
        return NightFiles.container(folder.resolve("night.avro"), alerts);
    }

    private static List<byte[]> packets(Path path) throws IOException {
        List<byte[]> packets = new ArrayList<>();
        try (AlertFiles files = AlertFiles.open(List.of(path))) {
            files.forEachRemaining(packet -> packets.add(packet.bytes()));
        }
        return packets;
    }

    private Path convert(Path from, String to) throws IOException {
        Path target = folder.resolve(to);
        conversion.write(NightInput.of(List.of(from)), target, Form.of(target), written -> {});
        return target;
    }

    @Test
    void everyFormHoldsTheSameBytesInTheSameOrderAndLeadsBackToTheSameFile() throws Exception {
        Path night = night();
        List<byte[]> before = packets(night);

        Path archive = convert(night, "night.tar.gz");
        Path files = convert(archive, "night");
        Path back = convert(files, "back.avro");

        for (Path form : List.of(archive, files, back)) {
            List<byte[]> after = packets(form);
            assertEquals(before.size(), after.size());
            for (int i = 0; i < before.size(); i++) {
                assertArrayEquals(before.get(i), after.get(i));
            }
        }
        assertEquals(-1, Files.mismatch(night, back));
        assertTrue(Files.exists(files.resolve("0000/00000001-1000.alert")));
    }

    @Test
    void aPartOfANightIsANightOfItsOwn() throws Exception {
        NightInput part = new NightInput(List.of(night()), false, new NightSelection(0, 1e9, VisitRange.parse("2-3")));

        NightConversion.Result result =
                conversion.write(part, folder.resolve("part.avro"), Form.CONTAINER, written -> {});

        assertEquals(10, result.packets());
        assertEquals(15, result.missed().outside());
        assertEquals(10, packets(folder.resolve("part.avro")).size());
    }

    @Test
    void alertsThatCarryTheirSchemaMakeAContainerToo() throws Exception {
        Path files = Files.createDirectory(folder.resolve("ztf"));
        for (int i = 1; i <= 3; i++) {
            Files.write(
                    files.resolve(i + ".avro"),
                    TestPackets.container(TestPackets.alertWithSource("diaSourceId", (long) i)));
        }

        Path night = convert(files, "night.avro");

        assertEquals(List.of(1L, 2L, 3L), NightFiles.ids(packets(night)));
    }

    @Test
    void aContainerOfTwoSchemasIsRefusedAndLeavesNothingUnderItsName() throws Exception {
        Path files = Files.createDirectory(folder.resolve("mixed"));
        Files.write(files.resolve("1"), alert(1, 1, 0));
        Files.write(files.resolve("2"), TestPackets.container(TestPackets.alert()));

        IOException e = assertThrows(IOException.class, () -> convert(files, "mixed.avro"));

        assertTrue(
                e.getMessage()
                        .endsWith("has another schema than the alerts before it; a container has one schema, so"
                                + " convert to a folder or a .tar.gz"),
                e.getMessage());
        assertFalse(Files.exists(folder.resolve("mixed.avro")));
        assertEquals(2, packets(convert(files, "mixed.tar.gz")).size());
    }

    @Test
    void nothingIsWrittenOver() throws Exception {
        Path night = night();
        assertThrows(FileAlreadyExistsException.class, () -> convert(night, "night.avro"));
        assertEquals(25, packets(night).size());
    }

    @Test
    void aSummaryCountsVisitsBandsAndSizes() throws Exception {
        Path files = Files.createDirectory(folder.resolve("files"));
        Files.write(files.resolve("1"), alert(1, 1, 0));
        Files.write(files.resolve("2"), alert(2, 1, 0));
        Files.write(files.resolve("3"), alert(3, 2, 37));
        Files.write(files.resolve("4"), new byte[] {0, 1, 2, 3, 4, 5});
        Files.writeString(files.resolve("README"), "no alert");

        NightSummary summary = NightSummary.of(NightInput.of(List.of(files)), TestPackets.decoder(), packets -> {});

        assertEquals(3, summary.alerts());
        assertEquals(1, summary.unreadable());
        assertEquals(1, summary.missed().files());
        assertEquals("[20261123]", summary.nights().keySet().toString());
        assertEquals(2, summary.visits().size());
        assertEquals(37, summary.cadenceDays().orElseThrow() * 86_400, 0.01);
        assertArrayEquals(new long[] {2, 3}, summary.bands().get("r"));
        assertArrayEquals(new long[] {2, 1}, summary.curve(2));
        assertEquals("{lsst, wire 9900=3}", summary.schemas().toString());
        assertEquals(alert(1, 1, 0).length, summary.sizes().largest());
        assertEquals(3L * alert(1, 1, 0).length + 6, summary.sizes().total());
    }
}

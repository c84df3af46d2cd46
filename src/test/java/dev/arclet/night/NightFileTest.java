package dev.arclet.night;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.alert.SchemaSource;
import dev.arclet.alert.TestPackets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightFileTest {
    private static final SchemaSource SCHEMAS =
            id -> id == TestPackets.SCHEMA_ID ? Optional.of(TestPackets.SCHEMA) : Optional.empty();

    @TempDir
    Path folder;

    /** Alerts whose cutouts are noise, so that they stay large when they are compressed. */
    private static byte[] alert(int seed, int cutoutBytes) {
        byte[] noise = new byte[cutoutBytes];
        new Random(seed).nextBytes(noise);
        GenericRecord alert = TestPackets.alertWithSource("diaSourceId", (long) seed);
        alert.put("cutoutScience", ByteBuffer.wrap(noise));
        return TestPackets.wire(alert);
    }

    private Path nightOf(int alerts, int cutoutBytes) throws IOException {
        Path night = folder.resolve("night.avro");
        try (NightWriter writer = NightWriter.create(night, TestPackets.SCHEMA_ID, SCHEMAS)) {
            for (int i = 1; i <= alerts; i++) {
                writer.write(alert(i, cutoutBytes));
            }
            assertEquals(alerts, writer.written());
        }
        return night;
    }

    @Test
    void theMessagesOfANightComeBackAsTheyWereWritten() throws Exception {
        Path night = nightOf(50, 20_000);

        try (NightReader reader = NightReader.open(night)) {
            assertEquals(OptionalInt.of(TestPackets.SCHEMA_ID), reader.schemaId());
            for (int i = 1; i <= 50; i++) {
                Packet packet = reader.next().orElseThrow();
                assertEquals(night + "#" + i, packet.origin());
                assertArrayEquals(alert(i, 20_000), packet.bytes());
            }
            assertEquals(Optional.empty(), reader.next());
        }
    }

    @Test
    void aNightLargerThanAPacketMayBeIsReadTheSame() throws Exception {
        Path night = nightOf(40, 500_000);
        assertTrue(Files.size(night) > 17_000_000);
        int alerts = 0;

        try (AlertFiles files = AlertFiles.open(List.of(night))) {
            while (files.hasNext()) {
                alerts++;
                assertArrayEquals(alert(alerts, 500_000), files.next().bytes());
            }
        }

        assertEquals(40, alerts);
    }

    @Test
    void anyAvroToolReadsANight() throws Exception {
        Path night = nightOf(3, 10);

        try (DataFileReader<GenericRecord> reader = new DataFileReader<>(night.toFile(), new GenericDatumReader<>())) {
            assertEquals("zstandard", reader.getMetaString("avro.codec"));
            assertEquals("9900", reader.getMetaString("arclet.schema.id"));
            for (long id = 1; id <= 3; id++) {
                assertEquals(id, ((GenericRecord) reader.next().get("diaSource")).get("diaSourceId"));
            }
        }
    }

    @Test
    void damageInTheMiddleOfANightCostsWhatIsBehindItAndIsCounted() throws Exception {
        Path night = nightOf(40, 20_000);
        byte[] bytes = Files.readAllBytes(night);
        Files.write(night, java.util.Arrays.copyOf(bytes, bytes.length * 3 / 4));
        int good = 0;
        int bad = 0;

        try (AlertFiles files = AlertFiles.open(List.of(night))) {
            while (files.hasNext()) {
                byte[] packet = files.next().bytes();
                if (java.util.Arrays.equals(packet, alert(good + 1, 20_000))) {
                    good++;
                } else {
                    bad++;
                }
            }
        }

        assertTrue(good >= 15 && good < 40, good + " alerts before the damage");
        assertEquals(1, bad);
    }

    @Test
    void aMessageOfAnotherSchemaIsNotWritten() throws Exception {
        try (NightWriter writer = NightWriter.create(folder.resolve("n.avro"), TestPackets.SCHEMA_ID, SCHEMAS)) {
            byte[] other = alert(1, 10);
            other[4]++;
            assertThrows(IllegalArgumentException.class, () -> writer.write(other));
            assertThrows(
                    IllegalArgumentException.class, () -> writer.write(TestPackets.container(TestPackets.alert())));
        }
    }

    @Test
    void aFileThatIsNoNightIsNamed() throws Exception {
        Path note = Files.writeString(folder.resolve("note.txt"), "no container");

        IOException e = assertThrows(IOException.class, () -> NightReader.open(note));

        assertTrue(e.getMessage().contains("note.txt: this is no Avro object container"), e.getMessage());
    }

    @Test
    void theTruthStandsBesideTheNight() {
        assertEquals(Path.of("sky/night.truth.csv"), NightWriter.truthFile(Path.of("sky/night.avro")));
        assertEquals(Path.of("night.truth.csv"), NightWriter.truthFile(Path.of("night")));
        assertEquals(Path.of("night.truth.csv"), NightWriter.truthFile(Path.of("night.tar.gz")));
    }
}

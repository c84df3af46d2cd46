package dev.arclet.alert;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.alert.UndecodableAlertException.Cause;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Test;

/** Real packets, held against what Avro's own reader makes of them. */
class RealAlertsTest {
    private static final Set<String> WITHOUT_SCHEMA_HERE = Set.of("v7_0", "v7_2", "v7_3", "v7_4", "v8_0");

    private static AlertDecoder decoder() throws Exception {
        return new AlertDecoder(
                SurveyProfiles.load(SurveyProfiles.SHIPPED), new FolderSchemas(SharedFiles.path("schemas/lsst")));
    }

    @Test
    void everyRubinPacketDecodesToWhatAvroReads() throws Exception {
        AlertDecoder decoder = decoder();
        int decoded = 0;
        for (Path file : SharedFiles.files("alerts/lsst")) {
            if (WITHOUT_SCHEMA_HERE.stream().anyMatch(v -> file.toString().contains(v + ".bin"))) {
                continue;
            }
            byte[] packet = Files.readAllBytes(file);
            assertSameAsRubinRecord(decoder.decode(packet), avroRecord(packet), file);
            decoded++;
        }
        assertEquals(47, decoded);
    }

    private static GenericRecord avroRecord(byte[] packet) throws Exception {
        Schema schema = new FolderSchemas(SharedFiles.path("schemas/lsst"))
                .byId(WireFormat.schemaId(packet))
                .orElseThrow();
        return new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(packet, 5, packet.length - 5, null));
    }

    private static void assertSameAsRubinRecord(Alert alert, GenericRecord record, Path file) {
        GenericRecord source = (GenericRecord) record.get("diaSource");
        GenericRecord object = (GenericRecord) record.get("diaObject");
        assertEquals("lsst", alert.survey());
        assertEquals(source.get("diaSourceId"), alert.sourceId(), file.toString());
        if (!file.toString().contains("/wire/")) {
            assertEquals(file.getFileName().toString(), alert.sourceId() + ".bin");
        }
        assertEquals(
                idText(source.get("diaObjectId")).or(() -> idText(object.get("diaObjectId"))),
                alert.objectId(),
                file.toString());
        assertEquals(object == null, alert.objectPosition().isEmpty(), file.toString());
        assertEquals(source.get("band").toString(), alert.band());
        assertEquals(source.get("visit"), alert.visit());
        assertEquals(source.get("midpointMjdTai"), alert.midpointMjdTai());
        assertEquals(source.get("ra"), alert.position().ra());
        assertEquals(source.get("dec"), alert.position().dec());
        assertSameNumber(source.get("snr"), alert.quality().get("snr"));
        assertSameNumber(source.get("reliability"), alert.quality().get("reliability"));
        assertSameCutout(record.get("cutoutScience"), alert.cutouts().get(Cutout.SCIENCE));
        assertSameCutout(record.get("cutoutTemplate"), alert.cutouts().get(Cutout.TEMPLATE));
        assertSameCutout(record.get("cutoutDifference"), alert.cutouts().get(Cutout.DIFFERENCE));
    }

    private static Optional<String> idText(Object id) {
        return Optional.ofNullable(id).map(Object::toString).filter(t -> !t.equals("0"));
    }

    private static void assertSameNumber(Object expected, Double found) {
        if (expected == null || ((Float) expected).isNaN()) {
            assertEquals(null, found);
        } else {
            assertEquals(((Float) expected).doubleValue(), found);
        }
    }

    private static void assertSameCutout(Object expected, ByteBuffer found) {
        assertEquals(expected, found);
        if (found != null) {
            assertTrue(found.isReadOnly());
            assertEquals(0, found.position());
        }
    }

    @Test
    void anIdWhoseSchemaIsNotThereIsNamed() throws Exception {
        AlertDecoder decoder = decoder();
        for (Map.Entry<String, Integer> missing : Map.of(
                        "v7_0", 700, "v7_2", 702, "v7_3", 703, "v7_4", 704, "v8_0", 800)
                .entrySet()) {
            byte[] packet = SharedFiles.bytes("alerts/lsst/wire/nocutouts_lsst." + missing.getKey() + ".bin");
            UndecodableAlertException e = assertThrows(UndecodableAlertException.class, () -> decoder.decode(packet));
            assertEquals(Cause.UNKNOWN_SCHEMA, e.reason());
            assertTrue(e.getMessage().contains(missing.getValue().toString()), e.getMessage());
        }
    }

    @Test
    void everyZtfPacketDecodesToWhatAvroReads() throws Exception {
        AlertDecoder decoder = decoder();
        int decoded = 0;
        for (Path file : SharedFiles.files("alerts/ztf")) {
            if (file.toString().endsWith(".avro")) {
                byte[] packet = Files.readAllBytes(file);
                assertSameAsZtfRecord(decoder.decode(packet), packet, file.toString());
                decoded++;
            }
        }
        assertEquals(16, decoded);
    }

    @Test
    void everyPacketOfAZtfNightlyArchiveDecodes() throws Exception {
        AlertDecoder decoder = decoder();
        int decoded = 0;
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(
                Files.newInputStream(SharedFiles.path("alerts/ztf/night_22_alerts.tar.gz"))))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                byte[] packet = tar.readAllBytes();
                assertSameAsZtfRecord(decoder.decode(packet), packet, entry.getName());
                decoded++;
            }
        }
        assertEquals(22, decoded);
    }

    private static void assertSameAsZtfRecord(Alert alert, byte[] packet, String file) throws IOException {
        GenericRecord record;
        try (DataFileStream<GenericRecord> container =
                new DataFileStream<>(new ByteArrayInputStream(packet), new GenericDatumReader<>())) {
            record = container.next();
        }
        GenericRecord candidate = (GenericRecord) record.get("candidate");
        assertEquals("ztf", alert.survey());
        assertTrue(file.contains(alert.sourceId() + ".avro"), file);
        assertEquals(Optional.of(record.get("objectId").toString()), alert.objectId());
        assertEquals("xgri".charAt((Integer) candidate.get("fid")), alert.band().charAt(0));
        assertEquals(candidate.get("ra"), alert.position().ra());
        assertEquals(candidate.get("dec"), alert.position().dec());
        double exposureMiddle = (Double) candidate.get("jd") - 2_400_000.5 + (37 + 15) / 86_400.0;
        assertEquals(exposureMiddle, alert.midpointMjdTai(), 1e-8);
        for (Map.Entry<Cutout, String> cutout : Map.of(
                        Cutout.SCIENCE, "cutoutScience",
                        Cutout.TEMPLATE, "cutoutTemplate",
                        Cutout.DIFFERENCE, "cutoutDifference")
                .entrySet()) {
            GenericRecord holder = (GenericRecord) record.get(cutout.getValue());
            assertSameCutout(holder.get("stampData"), alert.cutouts().get(cutout.getKey()));
        }
    }

    @Test
    void aDamagedPacketIsRefusedWithTheReason() throws Exception {
        AlertDecoder decoder = decoder();
        for (Path file : SharedFiles.files("alerts/damaged")) {
            byte[] packet = Files.readAllBytes(file);
            if (file.toString().contains("jpegstamps")) {
                assertEquals(3, decoder.decode(packet).cutouts().size());
            } else {
                UndecodableAlertException e =
                        assertThrows(UndecodableAlertException.class, () -> decoder.decode(packet), file.toString());
                assertEquals(Cause.CORRUPT, e.reason());
            }
        }
    }

    @Test
    void anotherSurveyNeedsAProfileAndNoCode() throws Exception {
        SurveyProfile winter = ProfileReader.read("""
                survey: winter
                schemaNames: winter.alert
                pixelScale: 1.1
                sourceId: candid
                objectId: objectid
                band: {field: candidate.fid, names: {1: y, 2: J, 3: H}}
                time: {field: candidate.jd, scale: jd-utc, exposure: {field: candidate.exptime, otherwise: 960}}
                position: {ra: candidate.ra, dec: candidate.dec}
                quality: {rb: candidate.rb}
                cutouts: {science: cutout_science, template: cutout_template, difference: cutout_difference}
                """, "winter.yaml");
        SurveyProfile decam = ProfileReader.read("""
                survey: decam
                schemaNames: desirt.alert
                pixelScale: 0.263
                sourceId: candid
                objectId: objectId
                band: candidate.band
                time: {field: candidate.mjd, scale: mjd-utc}
                position: {ra: candidate.ra, dec: candidate.dec}
                quality: {psfFlux: candidate.psfFlux}
                cutouts: {science: cutoutScience, template: cutoutTemplate, difference: cutoutDifference}
                """, "decam.yaml");
        SurveyProfile turbo = ProfileReader.read("""
                survey: turbo
                schemaNames: turbo.alert
                pixelScale: 1.0
                sourceId: candid
                objectId: objectId
                band: {field: candidate.fid, names: {1: g, 2: r}}
                position: {ra: candidate.ra, dec: candidate.dec}
                cutouts: {science: cutoutScience, template: cutoutTemplate, difference: cutoutDifference}
                """, "turbo.yaml");
        AlertDecoder decoder = new AlertDecoder(List.of(winter, decam, turbo), id -> Optional.empty());

        List<Alert> alerts = Stream.of("winter", "decam", "turbo_constant_template")
                .map(name -> assertDecodes(decoder, SharedFiles.bytes("alerts/other/" + name + ".avro")))
                .toList();

        assertEquals(
                List.of("winter", "decam", "turbo"),
                alerts.stream().map(Alert::survey).toList());
        assertEquals(
                List.of("WNTR24awati", "c4d_260708_015517_xxx_g_dts-1511-140151997p15275543", "None.2"),
                alerts.stream().map(a -> a.objectId().orElseThrow()).toList());
        assertEquals(List.of("J", "g", "g"), alerts.stream().map(Alert::band).toList());
        assertEquals(
                List.of(3, 3, 3), alerts.stream().map(a -> a.cutouts().size()).toList());
    }

    private static Alert assertDecodes(AlertDecoder decoder, byte[] packet) {
        return assertDoesNotThrow(() -> decoder.decode(packet));
    }
}

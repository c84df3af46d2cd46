package dev.arclet.alert;

import static dev.arclet.alert.TestPackets.alert;
import static dev.arclet.alert.TestPackets.alertWithSource;
import static dev.arclet.alert.TestPackets.bytes;
import static dev.arclet.alert.TestPackets.container;
import static dev.arclet.alert.TestPackets.wire;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.alert.UndecodableAlertException.Cause;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertDecoderTest {
    private final AlertDecoder decoder = TestPackets.decoder();

    private Alert decode(byte[] packet) throws Exception {
        return decoder.decode(packet);
    }

    private UndecodableAlertException refused(byte[] packet) {
        return assertThrows(UndecodableAlertException.class, () -> decoder.decode(packet));
    }

    @Test
    void aWireMessageBecomesAnAlert() throws Exception {
        Alert alert = decode(wire(alert()));

        assertEquals("lsst", alert.survey());
        assertEquals(TestPackets.SCHEMA_ID, alert.schemaId());
        assertEquals(7001, alert.sourceId());
        assertEquals(Optional.of("42"), alert.objectId());
        assertEquals(Optional.empty(), alert.solarSystemId());
        assertEquals("r", alert.band());
        assertEquals(2026112400123L, alert.visit());
        assertEquals(61368.25, alert.midpointMjdTai());
        assertEquals(new SkyPosition(53.1, -27.8), alert.position());
        assertEquals(Optional.of(new SkyPosition(53.1001, -27.8001)), alert.objectPosition());
        assertEquals(Map.of("snr", 12.5, "reliability", 0.75, "isDipole", 1.0), new HashMap<>(alert.quality()));
        assertEquals(
                Map.of(
                        Cutout.SCIENCE, bytes("science image"),
                        Cutout.TEMPLATE, bytes("template image"),
                        Cutout.DIFFERENCE, bytes("difference image")),
                alert.cutouts());
        assertEquals(0.2, alert.pixelScale());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "deflate", "snappy", "zstandard"})
    void aContainerReadsLikeTheWireMessageWhateverItsCodec(String codec) throws Exception {
        Alert fromWire = decode(wire(alert()));

        Alert alert = decode(container(CodecFactory.fromString(codec), alert()));

        assertEquals(0, alert.schemaId());
        assertEquals(fromWire.sourceId(), alert.sourceId());
        assertEquals(fromWire.quality(), alert.quality());
        assertEquals(fromWire.cutouts(), alert.cutouts());
    }

    @Test
    void aSecondContainerWithTheSameHeaderIsReadByItsOwnRecord() throws Exception {
        decode(container(alert()));

        assertEquals("g", decode(container(alertWithSource("band", "g"))).band());
    }

    @Test
    void cutoutsAreViewsOfThePacketThatCannotBeWrittenTo() throws Exception {
        byte[] packet = wire(alert());

        Alert alert = decode(packet);

        packet[packet.length - 1] = 'X';
        assertEquals(bytes("template imagX"), alert.cutouts().get(Cutout.TEMPLATE));
        assertTrue(alert.cutouts().values().stream().allMatch(b -> b.isReadOnly() && b.position() == 0));
    }

    @Test
    void idsOfZeroAreNoIds() throws Exception {
        GenericRecord alert = alertWithSource("diaObjectId", 0L);
        alert.put("diaObject", null);

        assertEquals(Optional.empty(), decode(wire(alert)).objectId());
    }

    @Test
    void anObjectIdThatTheSourceLacksIsTakenFromTheObject() throws Exception {
        assertEquals(
                Optional.of("42"),
                decode(wire(alertWithSource("diaObjectId", null))).objectId());
    }

    @Test
    void aMovingBodyHasNoObjectButAnIdOfItsOwn() throws Exception {
        GenericRecord alert = alertWithSource("ssObjectId", 5364546L);
        ((GenericRecord) alert.get("diaSource")).put("diaObjectId", null);
        alert.put("diaObject", null);

        Alert decoded = decode(wire(alert));

        assertEquals(Optional.of("5364546"), decoded.solarSystemId());
        assertEquals(Optional.empty(), decoded.objectId());
        assertEquals(Optional.empty(), decoded.objectPosition());
    }

    @Test
    void aQualityThatIsNullOrNotANumberIsAbsent() throws Exception {
        GenericRecord alert = alertWithSource("snr", Float.NaN);
        ((GenericRecord) alert.get("diaSource")).put("reliability", null);

        assertEquals(Set.of("isDipole"), decode(wire(alert)).quality().keySet());
    }

    @Test
    void aCutoutThatIsNullOrEmptyIsAbsent() throws Exception {
        GenericRecord alert = alert();
        alert.put("cutoutScience", null);
        alert.put("cutoutTemplate", bytes(""));

        assertEquals(Set.of(Cutout.DIFFERENCE), decode(wire(alert)).cutouts().keySet());
    }

    @Test
    void aSchemaWithoutScienceCutoutStillGivesTheOthers() throws Exception {
        Schema older = without(TestPackets.SCHEMA, "cutoutScience");
        GenericRecord alert = new GenericData.Record(older);
        older.getFields().forEach(f -> alert.put(f.pos(), alert().get(f.name())));

        assertEquals(
                Set.of(Cutout.TEMPLATE, Cutout.DIFFERENCE),
                decode(container(alert)).cutouts().keySet());
    }

    private static Schema without(Schema schema, String field) {
        List<Schema.Field> kept = schema.getFields().stream()
                .filter(f -> !f.name().equals(field))
                .map(f -> new Schema.Field(f, f.schema()))
                .toList();
        return Schema.createRecord(schema.getName(), null, schema.getNamespace(), false, kept);
    }

    @Test
    void anUnknownTimeIsNotANumber() throws Exception {
        assertEquals(
                Double.NaN,
                decode(wire(alertWithSource("midpointMjdTai", Double.NaN))).midpointMjdTai());
    }

    @Test
    void anAlertWithoutBandPositionOrSourceIdIsRefusedByName() {
        assertMissing("band: diaSource.band is null", alertWithSource("band", null));
        assertMissing("right ascension: diaSource.ra is NaN", alertWithSource("ra", Double.NaN));
        assertMissing("declination: diaSource.dec is Infinity", alertWithSource("dec", Double.POSITIVE_INFINITY));
        assertMissing("source id: diaSource.diaSourceId is 0", alertWithSource("diaSourceId", 0L));
    }

    @Test
    void aPositionOffTheSkyIsRefused() {
        assertMissing("ra 360.5", alertWithSource("ra", 360.5));
        assertMissing("dec -90.01", alertWithSource("dec", -90.01));
    }

    private void assertMissing(String expected, GenericRecord alert) {
        UndecodableAlertException e = refused(wire(alert));
        assertEquals(Cause.MISSING_VALUE, e.reason());
        assertTrue(e.getMessage().contains(expected), e.getMessage());
        assertTrue(e.getMessage().contains("9900"), e.getMessage());
    }

    @Test
    void anUnknownSchemaIdIsNamed() {
        byte[] packet = wire(alert());
        packet[1] = 0x7f;

        UndecodableAlertException e = refused(packet);

        assertEquals(Cause.UNKNOWN_SCHEMA, e.reason());
        assertTrue(e.getMessage().contains("" + (0x7f000000 + TestPackets.SCHEMA_ID)), e.getMessage());
    }

    @Test
    void aSchemaOfAnotherSurveyIsNamed() {
        Schema other = SchemaText.parse(
                "{\"type\":\"record\",\"name\":\"goto.alert\",\"fields\":[{\"name\":\"id\",\"type\":\"long\"}]}");
        GenericRecord record = new GenericData.Record(other);
        record.put("id", 1L);

        UndecodableAlertException e = refused(container(record));

        assertEquals(Cause.UNKNOWN_SURVEY, e.reason());
        assertTrue(e.getMessage().contains("goto.alert"), e.getMessage());
    }

    @Test
    void aSchemaWithoutANeededFieldIsRefusedByTheFieldsName() {
        Schema schema = SchemaText.parse(
                "{\"type\":\"record\",\"name\":\"ztf.alert\",\"fields\":[{\"name\":\"candid\",\"type\":\"long\"}]}");
        GenericRecord record = new GenericData.Record(schema);
        record.put("candid", 1L);

        UndecodableAlertException e = refused(container(record));

        assertEquals(Cause.UNFIT_SCHEMA, e.reason());
        assertTrue(
                e.getMessage()
                        .contains("band must be a name (string, enum, int, long), and candidate.fid is not there"),
                e.getMessage());
    }

    @Test
    void allThatAProfileNeedsAndASchemaLacksIsNamedOnceWithTheWantedAndTheFoundType() throws Exception {
        Schema changed = SchemaText.parse(TestPackets.SCHEMA
                .toString()
                .replace("\"cutoutTemplate\"", "\"stampTemplate\"")
                .replace("{\"name\":\"band\",\"type\":[\"null\",\"string\"]}", "{\"name\":\"band\",\"type\":\"bytes\"}")
                .replace(
                        "{\"name\":\"snr\",\"type\":[\"null\",\"float\"]}",
                        "{\"name\":\"snr\",\"type\":[\"null\",{\"type\":\"array\",\"items\":\"float\"}]}"));
        AlertDecoder decoder =
                new AlertDecoder(SurveyProfiles.load(SurveyProfiles.SHIPPED), id -> Optional.of(changed));

        UndecodableAlertException e =
                assertThrows(UndecodableAlertException.class, () -> decoder.decode(wire(alert())));

        assertEquals(Cause.UNFIT_SCHEMA, e.reason());
        assertEquals(
                "schema id 9900: schema lsst.v99_0.alert is not as the profile of survey lsst wants it: "
                        + "band must be a name (string, enum, int, long), and diaSource.band is bytes; "
                        + "snr must be a number (int, long, float, double, boolean, string, enum), and diaSource.snr is array or null; "
                        + "template cutout must be bytes (bytes, fixed), and cutoutTemplate is not there; "
                        + "correct the profile (alerts.surveys), then send the alerts again",
                e.getMessage());
    }

    @Test
    void whileNoSourceCanTellTheAlertIsNotAtFault() throws Exception {
        AlertDecoder waiting = new AlertDecoder(SurveyProfiles.load(SurveyProfiles.SHIPPED), id -> {
            throw new SchemaUnavailableException("registry is down");
        });

        assertThrows(SchemaUnavailableException.class, () -> waiting.decode(wire(alert())));
        assertFalse(decode(wire(alert())).cutouts().isEmpty());
    }
}

package dev.arclet.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** What a profile can say beyond the shipped ones, on a packet of a made-up survey. */
class ProfileRulesTest {
    private static final Schema SCHEMA = SchemaText.parse("""
            {"type": "record", "name": "small.alert", "fields": [
              {"name": "id", "type": "string"},
              {"name": "object", "type": ["null", "string"]},
              {"name": "filter", "type": ["int", "string"]},
              {"name": "exposure", "type": "int"},
              {"name": "started", "type": "double"},
              {"name": "seconds", "type": ["null", "float"]},
              {"name": "ra", "type": "double"},
              {"name": "dec", "type": "double"},
              {"name": "asteroid", "type": ["null", "string"]},
              {"name": "asteroidDistance", "type": ["null", "float"]},
              {"name": "positive", "type": "string"},
              {"name": "score", "type": "double"},
              {"name": "stamps", "type": ["null", {"type": "record", "name": "Stamps", "fields": [
                {"name": "data", "type": ["null", "bytes"]}
              ]}]}
            ]}
            """);

    private static final String PROFILE = """
            survey: small
            schemaNames: [other.alert, small.*]
            pixelScale: 1
            sourceId: id
            objectId: object
            solarSystemId: {field: asteroid, within: {field: asteroidDistance, max: 3}}
            visit: exposure
            band: {field: filter, names: {1: g, 2: r}}
            time: {field: started, scale: mjd-utc, exposure: {field: seconds, otherwise: 60}}
            position: {ra: ra, dec: dec}
            quality: {positive: positive, score: score, missing: nowhere}
            cutouts: {science: stamps.data}
            noValue: [-99, -999]
            """;

    private static GenericRecord record() {
        GenericRecord stamps = new GenericData.Record(
                SCHEMA.getField("stamps").schema().getTypes().get(1));
        stamps.put("data", TestPackets.bytes("image"));
        GenericRecord record = new GenericData.Record(SCHEMA);
        record.put("id", "9007199254740993");
        record.put("object", "S26abc");
        record.put("filter", 2);
        record.put("exposure", 17);
        record.put("started", 61000.0);
        record.put("seconds", 20f);
        record.put("ra", 10.0);
        record.put("dec", 20.0);
        record.put("positive", "t");
        record.put("score", 0.5);
        record.put("stamps", stamps);
        return record;
    }

    private static Alert decode(GenericRecord record) throws Exception {
        AlertDecoder decoder =
                new AlertDecoder(List.of(ProfileReader.read(PROFILE, "small.yaml")), id -> Optional.empty());
        return decoder.decode(TestPackets.container(record));
    }

    private static Alert decodeWith(String field, Object value) throws Exception {
        GenericRecord record = record();
        record.put(field, value);
        return decode(record);
    }

    @Test
    void aSmallSurveyReadsLikeALargeOne() throws Exception {
        Alert alert = decode(record());

        assertEquals(9007199254740993L, alert.sourceId());
        assertEquals(Optional.of("S26abc"), alert.objectId());
        assertEquals("r", alert.band());
        assertEquals(17, alert.visit());
        assertEquals(Map.of("positive", 1.0, "score", 0.5), Map.copyOf(alert.quality()));
        assertEquals(Set.of(Cutout.SCIENCE), alert.cutouts().keySet());
        assertEquals(Optional.empty(), alert.objectPosition());
    }

    @Test
    void theMiddleOfTheExposureIsHalfOfItBehindItsStart() throws Exception {
        double start = 61000 + 37 / 86400.0;

        assertEquals(start + 10 / 86400.0, decode(record()).midpointMjdTai(), 1e-9);
        assertEquals(start + 30 / 86400.0, decodeWith("seconds", null).midpointMjdTai(), 1e-9);
    }

    @Test
    void aBandThatTheProfileDoesNotTranslateKeepsItsOwnName() throws Exception {
        assertEquals("7", decodeWith("filter", 7).band());
        assertEquals("H-alpha", decodeWith("filter", " H-alpha ").band());
    }

    @Test
    void aMovingBodyCountsOnlyWhenItIsNear() throws Exception {
        GenericRecord near = record();
        near.put("asteroid", "Ceres");
        near.put("asteroidDistance", 2.5f);
        GenericRecord far = record();
        far.put("asteroid", "Ceres");
        far.put("asteroidDistance", 25f);

        assertEquals(Optional.of("Ceres"), decode(near).solarSystemId());
        assertEquals(Optional.empty(), decode(far).solarSystemId());
        assertEquals(Optional.empty(), decodeWith("asteroid", "Ceres").solarSystemId());
    }

    @Test
    void aMarkForNoValueIsNoValue() throws Exception {
        assertEquals(Set.of("positive"), decodeWith("score", -999.0).quality().keySet());
    }

    @Test
    void aRecordOfCutoutsMayBeNullAsAWhole() throws Exception {
        assertEquals(Set.of(), decodeWith("stamps", null).cutouts().keySet());
    }
}

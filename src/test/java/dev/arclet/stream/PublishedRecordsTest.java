package dev.arclet.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.alert.ClasspathSchemas;
import dev.arclet.alert.WireFormat;
import dev.arclet.record.CandidatePicture;
import dev.arclet.record.Latency;
import dev.arclet.record.LensCandidate;
import dev.arclet.record.LensScore;
import dev.arclet.record.OutcomeKind;
import dev.arclet.record.TargetMatch;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published topics hold records of several versions, and are read by programs of several versions. */
class PublishedRecordsTest {
    private static final LensScore SCORE = LensScore.newBuilder()
            .setSurvey("lsst")
            .setSourceId(11)
            .setObjectId("7")
            .setRa(150)
            .setDec(2)
            .setBand("r")
            .setVisit(3)
            .setMidpointMjdTai(61000.5)
            .setOutcome(OutcomeKind.SCORED)
            .setScore(0.75f)
            .setProbability(0.25f)
            .setCandidate(true)
            .setChannels(List.of("i", "r"))
            .setLatency(new Latency(null, 1L, 2L, 3L, 4L, 5L, 6L, 7L))
            .setMatches(List.of(new TargetMatch("known", "Cosmic Ruler", 1.8)))
            .build();

    private static final LensCandidate CANDIDATE = new LensCandidate(
            SCORE, new CandidatePicture(List.of("i"), 1, 0.2, ByteBuffer.wrap(new byte[4])), List.of());

    @Test
    void whatIsWrittenIsReadAgain() {
        byte[] score = PublishedRecords.lensScores().serializer().serialize("scores", SCORE);
        byte[] candidate = PublishedRecords.lensCandidates().serializer().serialize("candidates", CANDIDATE);

        assertEquals(SCORE, PublishedRecords.lensScores().deserializer().deserialize("scores", score));
        assertEquals(CANDIDATE, PublishedRecords.lensCandidates().deserializer().deserialize("candidates", candidate));
        assertEquals(101, WireFormat.schemaId(score));
        assertEquals(201, WireFormat.schemaId(candidate));
        assertTrue(PublishedRecords.isLensScore(score) && PublishedRecords.isLensCandidate(candidate));
    }

    @Test
    void aScoreOfTheFirstVersionIsReadWithoutMatches() throws Exception {
        byte[] old = WireFormat.frame(100, ByteBuffer.wrap(converted(schema(101), schema(100), datumOf(SCORE))));

        LensScore read = PublishedRecords.lensScores().deserializer().deserialize("scores", old);

        assertEquals(LensScore.newBuilder(SCORE).setMatches(List.of()).build(), read);
    }

    @Test
    void aCandidateOfTheFirstVersionIsReadWithoutMatches() throws Exception {
        byte[] datum = PublishedRecords.lensCandidates().serializer().serialize("candidates", CANDIDATE);
        byte[] old = WireFormat.frame(
                200, ByteBuffer.wrap(converted(schema(201), schema(200), ByteBuffer.wrap(datum, 5, datum.length - 5))));

        LensCandidate read = PublishedRecords.lensCandidates().deserializer().deserialize("candidates", old);

        assertEquals(List.of(), read.getScore().getMatches());
        assertEquals("7", read.getScore().getObjectId());
        assertEquals(CANDIDATE.getPicture(), read.getPicture());
    }

    @Test
    void aReaderOfTheFirstVersionReadsWhatThisOneWrites() throws Exception {
        GenericRecord read = new GenericDatumReader<GenericRecord>(schema(101), schema(100))
                .read(null, DecoderFactory.get().binaryDecoder(bytes(datumOf(SCORE)), null));

        assertEquals("7", read.get("objectId").toString());
        assertEquals(0.75f, read.get("score"));
        assertEquals(7L, ((GenericRecord) read.get("latency")).get("published"));
        assertEquals(null, read.getSchema().getField("matches"));
    }

    @ParameterizedTest
    @CsvSource({"100, 101", "200, 201"})
    void minorVersionsReadEachOther(int before, int after) throws Exception {
        assertEquals(SchemaCompatibilityType.COMPATIBLE, compatibility(schema(before), schema(after)));
        assertEquals(SchemaCompatibilityType.COMPATIBLE, compatibility(schema(after), schema(before)));
    }

    @Test
    void theSchemasThatShipAreThoseOfTheClassesThatWrite() throws Exception {
        assertEquals(schema(PublishedRecords.LENS_SCORE_ID), plain(LensScore.getClassSchema()));
        assertEquals(schema(PublishedRecords.LENS_CANDIDATE_ID), plain(LensCandidate.getClassSchema()));
    }

    @Test
    void aVersionThatIsNewerThanThisProgramIsToldFromWhatIsNoScoreAtAll() {
        byte[] newer = WireFormat.frame(199, ByteBuffer.wrap(new byte[] {1, 2}));
        byte[] other = WireFormat.frame(701, ByteBuffer.wrap(new byte[] {1, 2}));

        SerializationException update = assertThrows(
                SerializationException.class,
                () -> PublishedRecords.lensScores().deserializer().deserialize("scores", newer));
        SerializationException none = assertThrows(
                SerializationException.class,
                () -> PublishedRecords.lensScores().deserializer().deserialize("scores", other));

        assertEquals(
                "record in topic scores is a LensScore of schema id 199, which is newer than this Arclet (101); update it",
                update.getMessage());
        assertEquals("record in topic scores is no LensScore (schema id 101)", none.getMessage());
    }

    private static Schema schema(int id) throws Exception {
        return new ClasspathSchemas().byId(id).orElseThrow();
    }

    /** Generated classes note in their schema that their texts are Strings. */
    private static Schema plain(Schema schema) {
        return new Schema.Parser()
                .parse(schema.toString()
                        .replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\""));
    }

    private static SchemaCompatibilityType compatibility(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getType();
    }

    private static ByteBuffer datumOf(LensScore score) {
        byte[] framed = PublishedRecords.lensScores().serializer().serialize("scores", score);
        return ByteBuffer.wrap(framed, WireFormat.HEADER_BYTES, framed.length - WireFormat.HEADER_BYTES);
    }

    /** A datum of one schema as a writer of another would have written it. */
    private static byte[] converted(Schema from, Schema to, ByteBuffer datum) throws Exception {
        GenericRecord record = new GenericDatumReader<GenericRecord>(from, to)
                .read(null, DecoderFactory.get().binaryDecoder(bytes(datum), null));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(to).write(record, encoder);
        return out.toByteArray();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}

package dev.arclet.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.latency.Mark;
import dev.arclet.stream.state.CutOut;
import dev.arclet.stream.state.InFlight;
import dev.arclet.stream.state.ObjectState;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** State and the re-key topic outlive a version of the program. */
class StoredFormsTest {

    /**
     * When this fails, a schema of the state has changed: what the last version stored can then only be read if its schema is given to the
     * decoders in {@link StateSerdes}. Do that first, keep a stored record of the old form as a test, and only then change the numbers here.
     */
    @Test
    void theSchemasOfTheStateAreThoseThatRunningInstancesHaveStored() {
        assertEquals(
                List.of("994bfcb36b332be2", "11d94dd77bf9b8c", "cddc15cd36bc985c"),
                Stream.of(CutOut.getClassSchema(), InFlight.getClassSchema(), ObjectState.getClassSchema())
                        .map(StoredFormsTest::fingerprint)
                        .toList());
    }

    /**
     * Files that version 1 of the state wrote, in {@code src/test/resources/state/1}. Never write them again: a later version adds a folder
     * of its own and still reads these.
     */
    @Test
    void whatTheFirstVersionStoredIsReadByThisOne() throws IOException {
        assertEquals(GoldenState.cutOut(), StateSerdes.cutOuts().deserializer().deserialize("t", golden(1, "cut_out")));
        assertEquals(
                GoldenState.inFlight(), StateSerdes.inFlight().deserializer().deserialize("t", golden(1, "in_flight")));
        assertEquals(
                GoldenState.objectOfVersion1(),
                StateSerdes.objects().deserializer().deserialize("t", golden(1, "object_state")));
    }

    /** In {@code src/test/resources/state/2} is only what version 2 writes otherwise than version 1, and so on. */
    @Test
    void whatTheSecondVersionStoredIsReadByThisOne() throws IOException {
        assertEquals(
                GoldenState.objectOfVersion2(),
                StateSerdes.objects().deserializer().deserialize("t", golden(2, "object_state")));
    }

    @Test
    void whatTheThirdVersionStoredIsReadByThisOne() throws IOException {
        assertEquals(
                GoldenState.object(), StateSerdes.objects().deserializer().deserialize("t", golden(3, "object_state")));
    }

    @ParameterizedTest
    @CsvSource({"1,cut_out", "1,in_flight", "1,object_state", "2,object_state", "3,object_state"})
    void whatCanBeReadIsToldByItsFirstBytes(int version, String name) throws IOException {
        byte[] stored = golden(version, name);
        assertTrue(StateForms.isReadable(stored));

        stored[2] ^= 1;
        assertFalse(StateForms.isReadable(stored));
        assertFalse(StateForms.isReadable(new byte[] {(byte) 0xC3, 1}));
    }

    @Test
    void stateOfAFormThatNobodyKnowsStopsTheStreamAndIsNotReadAsSomethingElse() throws IOException {
        byte[] foreign = golden(1, "cut_out");
        foreign[4] ^= 1;

        SerializationException e = assertThrows(
                SerializationException.class,
                () -> StateSerdes.cutOuts().deserializer().deserialize("lens-rekeyed", foreign));
        assertTrue(e.getMessage().contains("lens-rekeyed"), e.getMessage());
    }

    private static byte[] golden(int version, String name) throws IOException {
        String file = "/state/" + version + "/" + name + ".bin";
        try (InputStream in = StoredFormsTest.class.getResourceAsStream(file)) {
            return in.readAllBytes();
        }
    }

    /** Stored timelines know marks by their place, so a new one goes to the end. */
    @Test
    void marksKeepTheirPlaces() {
        assertEquals(
                List.of(
                        Mark.OBSERVED,
                        Mark.SENT,
                        Mark.RECEIVED,
                        Mark.DECODED,
                        Mark.QUEUED,
                        Mark.DISPATCHED,
                        Mark.INFERRED,
                        Mark.PUBLISHED),
                List.of(Mark.values()));
    }

    private static String fingerprint(Schema schema) {
        return Long.toHexString(SchemaNormalization.parsingFingerprint64(schema));
    }
}

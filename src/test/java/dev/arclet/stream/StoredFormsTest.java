package dev.arclet.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

/** State and the re-key topic outlive a version of the program. */
class StoredFormsTest {

    /**
     * When this fails, a schema of the state has changed: what the last version stored can then only be read if its schema is given to the
     * decoders in {@link StateSerdes}. Do that first, keep a stored record of the old form as a test, and only then change the numbers here.
     */
    @Test
    void theSchemasOfTheStateAreThoseThatRunningInstancesHaveStored() {
        assertEquals(
                List.of("994bfcb36b332be2", "11d94dd77bf9b8c", "b1794eb6941c53c8"),
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
        assertEquals(GoldenState.cutOut(), StateSerdes.cutOuts().deserializer().deserialize("t", golden("cut_out")));
        assertEquals(
                GoldenState.inFlight(), StateSerdes.inFlight().deserializer().deserialize("t", golden("in_flight")));
        assertEquals(
                GoldenState.object(), StateSerdes.objects().deserializer().deserialize("t", golden("object_state")));
    }

    @Test
    void stateOfAFormThatNobodyKnowsStopsTheStreamAndIsNotReadAsSomethingElse() throws IOException {
        byte[] foreign = golden("cut_out");
        foreign[4] ^= 1;

        SerializationException e = assertThrows(
                SerializationException.class,
                () -> StateSerdes.cutOuts().deserializer().deserialize("lens-rekeyed", foreign));
        assertTrue(e.getMessage().contains("lens-rekeyed"), e.getMessage());
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream in = StoredFormsTest.class.getResourceAsStream("/state/1/" + name + ".bin")) {
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

package dev.arclet.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.arclet.latency.Mark;
import dev.arclet.stream.state.CutOut;
import dev.arclet.stream.state.InFlight;
import dev.arclet.stream.state.ObjectState;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
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

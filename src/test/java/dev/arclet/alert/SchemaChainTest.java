package dev.arclet.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class SchemaChainTest {
    private static final Schema ONE = Schema.create(Schema.Type.INT);
    private static final Schema TWO = Schema.create(Schema.Type.LONG);

    private final Source first = new Source();
    private final Source second = new Source();
    private Instant now = Instant.EPOCH;
    private final SchemaChain chain =
            new SchemaChain(List.of(first, second), Duration.ofSeconds(30), (InstantSource) () -> now);

    /** A source whose knowledge and health can be changed. */
    private static final class Source implements SchemaSource {
        private final Map<Integer, Schema> known = new HashMap<>();
        private boolean up = true;
        private int asked;

        @Override
        public Optional<Schema> byId(int id) throws SchemaUnavailableException {
            asked++;
            if (!up) {
                throw new SchemaUnavailableException("down");
            }
            return Optional.ofNullable(known.get(id));
        }
    }

    @Test
    void theFirstSourceThatKnowsAnswers() throws Exception {
        first.known.put(7, ONE);
        second.known.put(7, TWO);
        second.known.put(8, TWO);

        assertEquals(Optional.of(ONE), chain.byId(7));
        assertEquals(Optional.of(TWO), chain.byId(8));
    }

    @Test
    void anAnswerIsKeptEvenWhenItsSourceGoesAway() throws Exception {
        first.known.put(7, ONE);
        chain.byId(7);

        first.up = false;

        assertEquals(Optional.of(ONE), chain.byId(7));
        assertEquals(1, first.asked);
    }

    @Test
    void anIdStaysUnknownOnlyForAWhile() throws Exception {
        assertEquals(Optional.empty(), chain.byId(7));
        first.known.put(7, ONE);

        now = now.plusSeconds(29);
        assertEquals(Optional.empty(), chain.byId(7));
        assertEquals(1, first.asked);

        now = now.plusSeconds(1);
        assertEquals(Optional.of(ONE), chain.byId(7));
    }

    @Test
    void aSourceThatIsDownDoesNotHideAnotherThatKnows() throws Exception {
        first.up = false;
        second.known.put(7, TWO);

        assertEquals(Optional.of(TWO), chain.byId(7));
    }

    @Test
    void anIdIsNotUnknownWhileASourceIsDown() throws Exception {
        first.up = false;
        assertThrows(SchemaUnavailableException.class, () -> chain.byId(7));

        first.up = true;
        first.known.put(7, ONE);

        assertEquals(Optional.of(ONE), chain.byId(7));
    }
}

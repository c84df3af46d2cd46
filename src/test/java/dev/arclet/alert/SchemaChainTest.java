package dev.arclet.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
            new SchemaChain(List.of(first, second), Duration.ZERO, Duration.ofSeconds(30), (InstantSource) () -> now);
    private final SchemaChain waiting = new SchemaChain(
            List.of(first, second), Duration.ofSeconds(60), Duration.ofSeconds(1), (InstantSource) () -> now);

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
    void anIdThatNobodyKnowsYetIsWaitedForAndFoundWithinASecond() throws Exception {
        SchemaUnavailableException e = assertThrows(SchemaUnavailableException.class, () -> waiting.byId(1200));
        assertTrue(e.getMessage().startsWith("schema id 1200 is not known yet to ["), e.getMessage());

        now = now.plusSeconds(40);
        second.known.put(1200, TWO);

        assertEquals(Optional.of(TWO), waiting.byId(1200));
    }

    @Test
    void sourcesAreAskedOnceASecondHoweverManyThreadsWait() {
        for (int thread = 0; thread < 10; thread++) {
            assertThrows(SchemaUnavailableException.class, () -> waiting.byId(1200));
        }
        assertEquals(1, first.asked);

        now = now.plusSeconds(1);
        assertThrows(SchemaUnavailableException.class, () -> waiting.byId(1200));
        assertEquals(2, first.asked);
    }

    @Test
    void afterTheWaitTheIdIsUnknownAndFoundLaterAllTheSame() throws Exception {
        assertThrows(SchemaUnavailableException.class, () -> waiting.byId(1200));

        now = now.plusSeconds(60);
        assertEquals(Optional.empty(), waiting.byId(1200));

        first.known.put(1200, ONE);
        now = now.plusSeconds(1);
        assertEquals(Optional.of(ONE), waiting.byId(1200));
    }

    /** Whoever sends made-up ids holds the stream up for one minute in eleven. */
    @Test
    void afterAWaitInVainOtherIdsAreNotWaitedForUntilTenTimesAsLongHasPassed() throws Exception {
        assertThrows(SchemaUnavailableException.class, () -> waiting.byId(666));
        now = now.plusSeconds(59);
        assertThrows(SchemaUnavailableException.class, () -> waiting.byId(667));

        now = now.plusSeconds(1);
        assertEquals(Optional.empty(), waiting.byId(667), "it came late and shares the wait");
        now = now.plusSeconds(599);
        assertEquals(Optional.empty(), waiting.byId(668));
        now = now.plusSeconds(1);
        assertThrows(SchemaUnavailableException.class, () -> waiting.byId(669));
        assertEquals(Optional.empty(), waiting.byId(668), "it is known to be unknown");
    }

    @Test
    void aWaitThatWasWorthItIsFollowedByAnotherAndAllThatSharedItAreWaitedForToItsEnd() throws Exception {
        assertThrows(SchemaUnavailableException.class, () -> waiting.byId(1200));
        assertThrows(SchemaUnavailableException.class, () -> waiting.byId(1201));
        first.known.put(1200, ONE);
        now = now.plusSeconds(30);
        waiting.byId(1200);

        assertThrows(SchemaUnavailableException.class, () -> waiting.byId(1201));
        now = now.plusSeconds(30);
        assertEquals(Optional.empty(), waiting.byId(1201));
        assertThrows(SchemaUnavailableException.class, () -> waiting.byId(1300));
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

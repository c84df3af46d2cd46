package dev.arclet.web.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.web.schema.SchemaPublisher.Outcome;
import dev.arclet.web.schema.SchemaPublisher.RefusedException;
import dev.arclet.web.schema.SchemaPublisher.Result;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a registry that keeps Confluent's rules: ids are given by it, but in mode IMPORT, which needs an empty subject. */
class SchemaPublisherTest {
    private static final PublishedSubjects.Registered SCORES =
            PublishedSubjects.of("lens-scores", "lens-candidates").all().get(0);

    private final StrictRegistry registry = new StrictRegistry();
    private final SchemaPublisher publisher = new SchemaPublisher(URI.create(registry.url() + "/"), Optional.empty());

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void aSchemaKeepsItsIdAndTheModeIsAsItWas() throws Exception {
        Result result = publisher.publish(SCORES);

        assertEquals(Outcome.REGISTERED, result.outcome());
        assertEquals(SCORES.schema(), registry.schemaOf(101));
        assertEquals(Map.of(), registry.modes(), "the subject's own mode is gone again");
    }

    @Test
    void aModeThatTheSubjectHadIsSetBack() throws Exception {
        registry.setMode("lens-scores-value", "READWRITE");

        publisher.publish(SCORES);

        assertEquals(Map.of("lens-scores-value", "READWRITE"), registry.modes());
    }

    @Test
    void publishingAgainChangesNothing() throws Exception {
        publisher.publish(SCORES);
        int requests = registry.changes();

        Result again = publisher.publish(SCORES);

        assertEquals(Outcome.WAS_THERE, again.outcome());
        assertEquals(requests, registry.changes());
    }

    @Test
    void aRegistryWithoutModeImportGivesItsOwnIdAndThatIsSaid() throws Exception {
        registry.forbidModes();

        Result result = publisher.publish(SCORES);

        assertEquals(
                new Result(Outcome.REGISTERED_UNDER_ANOTHER_ID, 1, "the registry does not allow mode IMPORT"), result);
        assertEquals(
                Outcome.WAS_THERE_UNDER_ANOTHER_ID, publisher.publish(SCORES).outcome());
    }

    @Test
    void anIdThatAnotherSchemaHasIsNotTakenFromIt() {
        registry.put(101, "other-value", "\"string\"");

        RefusedException refused = assertThrows(RefusedException.class, () -> publisher.publish(SCORES));

        assertTrue(refused.getMessage().contains("has another schema under id 101"), refused.getMessage());
        assertEquals("\"string\"", registry.schemaOf(101));
        assertEquals(Map.of(), registry.modes());
    }

    @Test
    void theModeIsSetBackWhenTheSchemaIsRefused() {
        registry.refuseRegistrations();

        RefusedException refused = assertThrows(RefusedException.class, () -> publisher.publish(SCORES));

        assertTrue(refused.getMessage().contains("does not take lens-scores-value as id 101"), refused.getMessage());
        assertEquals(Map.of(), registry.modes());
    }

    @Test
    void aRegistryThatIsNotThereIsNamed() {
        registry.close();

        RefusedException refused = assertThrows(RefusedException.class, () -> publisher.publish(SCORES));

        assertTrue(refused.getMessage().startsWith(registry.url() + " does not answer"), refused.getMessage());
    }
}

package dev.arclet.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.picture.Grid;
import dev.arclet.picture.Recipe;
import dev.arclet.picture.Stretch;
import dev.arclet.picture.View;
import dev.arclet.stream.state.CutOut;
import dev.arclet.stream.state.ObjectState;
import dev.arclet.stream.state.Origin;
import dev.arclet.stream.state.SeenAlert;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObjectMemoryTest {
    private static final Recipe OBJECTS =
            new Recipe(View.OBJECT, List.of("i", "r", "g"), new Grid(8, 4), new Stretch(0.5, 99.5, 0.02));
    private static final Recipe ALERTS =
            new Recipe(View.ALERT, List.of("template"), new Grid(8, 4), new Stretch(0.5, 99.5, 0.02));

    private final ObjectMemory memory = new ObjectMemory(OBJECTS);

    @Test
    void anAlertSentAgainIsADuplicate() {
        ObjectState state = memory.remember(ObjectMemory.blank(), TestAlert.cutOut(1, "r", 10, 1));

        assertTrue(memory.isDuplicate(state, TestAlert.cutOut(1, "r", 11, 1)));
        assertFalse(memory.isDuplicate(state, TestAlert.cutOut(2, "r", 11, 1)));
    }

    @Test
    void theSameRecordDeliveredAgainIsNoDuplicateForItsFirstScoreMayBeLost() {
        CutOut alert = TestAlert.cutOut(1, "r", 10, 1);
        ObjectState state = memory.remember(ObjectMemory.blank(), alert);

        assertFalse(memory.isDuplicate(state, alert));
        assertEquals(1, memory.remember(state, alert).getSeen().size());
    }

    @Test
    void anAlertThatComesFromAnotherTopicTooIsADuplicateEvenAtTheSameOffset() {
        CutOut alert = TestAlert.cutOut(1, "r", 10, 1);
        CutOut copy = CutOut.newBuilder(alert)
                .setOrigin(new Origin("alerts-v11", 0, 10L))
                .build();

        assertTrue(memory.isDuplicate(memory.remember(ObjectMemory.blank(), alert), copy));
    }

    @Test
    void whatAVersionBeforeHasRememberedIsNoDuplicateOfItself() {
        CutOut alert = TestAlert.cutOut(1, "r", 10, 1);
        ObjectState before = new ObjectState(List.of(new SeenAlert(1L, 0, 10L, 0)), Map.of(), 0);

        assertFalse(memory.isDuplicate(before, alert));
    }

    @Test
    void anAlertThatIsForgottenIsNoDuplicateWhenItComesAgainButItsTemplateStays() {
        ObjectState state = memory.remember(ObjectMemory.blank(), TestAlert.cutOut(1, "r", 10, 1));
        state = memory.remember(state, TestAlert.cutOut(2, "r", 11, 2));

        ObjectState without = memory.forget(state, TestAlert.cutOut(1, "r", 10, 1));

        assertFalse(memory.isDuplicate(without, TestAlert.cutOut(1, "r", 99, 1)));
        assertTrue(memory.isDuplicate(without, TestAlert.cutOut(2, "r", 99, 2)));
        assertEquals(state.getBest(), without.getBest());
    }

    @Test
    void onlySoManyAlertsAreRememberedAndTheOldestIsForgottenFirst() {
        ObjectState state = ObjectMemory.blank();
        for (int id = 0; id <= ObjectMemory.SEEN_LIMIT; id++) {
            state = memory.remember(state, TestAlert.cutOut(id, "r", id, 1));
        }

        assertEquals(ObjectMemory.SEEN_LIMIT, state.getSeen().size());
        assertFalse(memory.isDuplicate(state, TestAlert.cutOut(0, "r", 9999, 1)));
        assertTrue(memory.isDuplicate(state, TestAlert.cutOut(1, "r", 9999, 1)));
    }

    @Test
    void eachBandKeepsItsBestStampAndOtherBandsAreLeftAlone() {
        ObjectState state = memory.remember(ObjectMemory.blank(), TestAlert.cutOut(1, "r", 10, 1));
        state = memory.remember(state, TestAlert.cutOut(2, "g", 11, 2));

        assertEquals(Set.of("r", "g"), state.getBest().keySet());
        assertEquals(10, state.getBest().get("r").getVisit());
    }

    @Test
    void aNewerStampReplacesOneThatIsAsComplete() {
        ObjectState state = memory.remember(ObjectMemory.blank(), TestAlert.cutOut(1, "r", 10, 1));
        state = memory.remember(state, TestAlert.cutOut(2, "r", 11, 2));

        assertEquals(11, state.getBest().get("r").getVisit());
    }

    @Test
    void aStampWithHolesDoesNotReplaceACompleteOne() {
        ObjectState state = memory.remember(ObjectMemory.blank(), TestAlert.cutOut(1, "r", 10, 1));
        CutOut holed = TestAlert.cutOut(2, "r", 11, Float.NaN);
        state = memory.remember(state, holed);

        assertEquals(10, state.getBest().get("r").getVisit());
        assertEquals(2, state.getSeen().size());
    }

    @Test
    void bandsThatTheModelDoesNotLookAtTakeNoState() {
        ObjectState state = memory.remember(ObjectMemory.blank(), TestAlert.cutOut(1, "y", 10, 1));

        assertEquals(Set.of(), state.getBest().keySet());
    }

    @Test
    void aModelThatLooksAtSingleAlertsKeepsNoStamps() {
        ObjectState state = new ObjectMemory(ALERTS).remember(ObjectMemory.blank(), TestAlert.cutOut(1, "r", 10, 1));

        assertEquals(Set.of(), state.getBest().keySet());
        assertEquals(1, state.getSeen().size());
    }
}

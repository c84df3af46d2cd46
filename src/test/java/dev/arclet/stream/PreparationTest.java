package dev.arclet.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.picture.EmptyPictureException;
import dev.arclet.picture.Grid;
import dev.arclet.picture.Recipe;
import dev.arclet.picture.Stretch;
import dev.arclet.picture.View;
import dev.arclet.stream.Preparation.Envelope;
import dev.arclet.stream.Preparation.Prepared;
import dev.arclet.stream.state.CutOut;
import dev.arclet.stream.state.InFlight;
import dev.arclet.stream.state.ObjectState;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PreparationTest {
    private static final Recipe OBJECTS =
            new Recipe(View.OBJECT, List.of("i", "r", "g"), new Grid(8, 4), new Stretch(0.5, 99.5, 0.02));
    private static final Recipe ALERTS = new Recipe(
            View.ALERT, List.of("template", "science", "difference"), new Grid(8, 4), new Stretch(0.5, 99.5, 0.02));
    private static final Envelope ENVELOPE = new Envelope("7", 0, List.of());

    private final Preparation preparation = new Preparation(OBJECTS);

    @Test
    void thePictureGainsABandWithEachVisit() {
        Prepared.Ready first = ready(preparation, TestAlert.cutOut(1, "r", 1, 5), ObjectMemory.blank());
        Prepared.Ready second = ready(preparation, TestAlert.cutOut(2, "g", 2, 5), first.state());
        Prepared.Ready third = ready(preparation, TestAlert.cutOut(3, "i", 3, 5), second.state());

        assertEquals(List.of("r"), first.picture().present());
        assertEquals(List.of("r", "g"), second.picture().present());
        assertEquals(List.of("i", "r", "g"), third.picture().present());
        assertEquals("i", third.inFlight().getOwnChannel());
        assertEquals(Set.of("r", "g"), third.inFlight().getCompanions().keySet());
    }

    @Test
    void anAlertInABandThatTheModelDoesNotSeeIsScoredOnWhatItsObjectIsKnownFor() {
        Prepared.Ready known = ready(preparation, TestAlert.cutOut(1, "r", 1, 5), ObjectMemory.blank());
        Prepared.Ready other = ready(preparation, TestAlert.cutOut(2, "y", 2, 5), known.state());

        assertEquals(List.of("r"), other.picture().present());
        assertNull(other.inFlight().getOwnChannel());
    }

    @Test
    void withoutAnyStampThereIsNothingToScore() {
        Prepared prepared = preparation.prepare(ENVELOPE, TestAlert.cutOut(1, "y", 1, 5), ObjectMemory.blank());

        Prepared.Unscorable unscorable = assertInstanceOf(Prepared.Unscorable.class, prepared);
        assertTrue(unscorable.reason().startsWith("empty_picture: "), unscorable.reason());
        assertEquals(1, unscorable.state().getSeen().size(), "its duplicates are still told");
    }

    @Test
    void anAlertWithoutObjectIsUnscorableForAModelThatLooksAtObjects() {
        CutOut alert = CutOut.newBuilder(TestAlert.cutOut(1, "r", 1, 5))
                .setObjectId(null)
                .build();

        Prepared prepared = preparation.prepare(ENVELOPE, alert, ObjectMemory.blank());

        assertTrue(
                assertInstanceOf(Prepared.Unscorable.class, prepared).reason().startsWith("no_object: "));
    }

    @Test
    void anAlertWithoutObjectIsScoredByAModelThatLooksAtAlerts() {
        CutOut alert = CutOut.newBuilder(TestAlert.cutOut(1, "r", 1, 5))
                .setObjectId(null)
                .build();

        assertEquals(
                List.of("template"),
                ready(new Preparation(ALERTS), alert, ObjectMemory.blank())
                        .picture()
                        .present());
    }

    @Test
    void thePictureOfAnAlertInFlightIsTheSameAfterItWasStored() throws EmptyPictureException {
        ObjectState known = ready(preparation, TestAlert.cutOut(1, "r", 1, 5), ObjectMemory.blank())
                .state();
        Prepared.Ready ready = ready(preparation, TestAlert.cutOut(2, "g", 2, 9), known);
        byte[] stored = StateSerdes.inFlight().serializer().serialize("in-flight", ready.inFlight());
        InFlight restored = StateSerdes.inFlight().deserializer().deserialize("in-flight", stored);

        assertArrayEquals(
                ready.picture().pixels(),
                new Preparation(OBJECTS).picture(restored).pixels());
    }

    private static Prepared.Ready ready(Preparation preparation, CutOut alert, ObjectState before) {
        return assertInstanceOf(Prepared.Ready.class, preparation.prepare(ENVELOPE, alert, before));
    }
}

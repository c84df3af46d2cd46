package dev.arclet.stream;

import dev.arclet.picture.EmptyPictureException;
import dev.arclet.picture.Picture;
import dev.arclet.picture.PictureMaker;
import dev.arclet.picture.Recipe;
import dev.arclet.picture.Stamp;
import dev.arclet.picture.View;
import dev.arclet.stream.state.BandStamp;
import dev.arclet.stream.state.CutOut;
import dev.arclet.stream.state.InFlight;
import dev.arclet.stream.state.ObjectState;
import dev.arclet.stream.state.StoredHeader;
import dev.arclet.stream.state.StoredStamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The step from a cut-out alert to the picture that the network looks at, given what its object was known for. Knows nothing of Kafka;
 * one for each thread, as the picture maker keeps scratch space.
 */
final class Preparation {
    /** The word that alerts are counted by that were sent again. */
    static final String DUPLICATE = "duplicate";

    private final Recipe recipe;
    private final PictureMaker maker;
    private final ObjectMemory memory;

    Preparation(Recipe recipe) {
        this.recipe = recipe;
        this.maker = new PictureMaker(recipe);
        this.memory = new ObjectMemory(recipe);
    }

    /** What comes of one alert. */
    sealed interface Prepared {
        /** Was seen before; the object's state stays as it is. */
        record Duplicate(String reason) implements Prepared {}

        /** There is nothing to look at; the object's state still changes. */
        record Unscorable(String reason, ObjectState state) implements Prepared {}

        /** A picture to score. */
        record Ready(InFlight inFlight, Picture picture, ObjectState state) implements Prepared {}
    }

    /** The record of an alert on its way: key, time and headers with which its outcome will be published. */
    record Envelope(String key, long timestamp, List<StoredHeader> headers) {}

    /** Looks at the alert in the light of its object's state before it. */
    Prepared prepare(Envelope envelope, CutOut alert, ObjectState before) {
        if (memory.isDuplicate(before, alert)) {
            return new Prepared.Duplicate(DUPLICATE + ": alert " + alert.getSourceId() + " came before");
        }
        if (recipe.view() == View.OBJECT && alert.getObjectId() == null) {
            return new Prepared.Unscorable("no_object: the model looks at objects and the alert has none", before);
        }
        ObjectState after = memory.remember(before, alert);
        InFlight inFlight = inFlight(envelope, alert, after);
        try {
            return new Prepared.Ready(inFlight, picture(inFlight), after);
        } catch (EmptyPictureException e) {
            return new Prepared.Unscorable("empty_picture: " + e.getMessage(), after);
        }
    }

    /** The state of an object as if it had not had the alert; what the alert showed stays. */
    ObjectState forget(ObjectState state, CutOut alert) {
        return memory.forget(state, alert);
    }

    /**
     * Makes the picture of an alert in flight; the same one each time.
     *
     * @throws EmptyPictureException if there is nothing to see on it
     */
    Picture picture(InFlight inFlight) throws EmptyPictureException {
        CutOut alert = inFlight.getCutOut();
        Map<String, Stamp> stamps = new HashMap<>();
        inFlight.getCompanions().forEach((channel, stamp) -> stamps.put(channel, StampCodec.load(stamp)));
        if (recipe.view() == View.ALERT) {
            putStamp(stamps, "science", alert.getScience());
            putStamp(stamps, "template", alert.getTemplate());
            putStamp(stamps, "difference", alert.getDifference());
        } else if (inFlight.getOwnChannel() != null) {
            putStamp(stamps, inFlight.getOwnChannel(), alert.getTemplate());
        }
        stamps.keySet().retainAll(recipe.channels());
        if (stamps.isEmpty()) {
            throw new EmptyPictureException("none of the channels " + recipe.channels() + " has a stamp");
        }
        return maker.make(stamps, StampCodec.position(alert.getCentreRa(), alert.getCentreDec()));
    }

    private static void putStamp(Map<String, Stamp> stamps, String channel, StoredStamp stored) {
        if (stored != null) {
            stamps.put(channel, StampCodec.load(stored));
        }
    }

    private InFlight inFlight(Envelope envelope, CutOut alert, ObjectState state) {
        Map<String, StoredStamp> companions = new HashMap<>();
        String ownChannel = null;
        if (recipe.view() == View.OBJECT) {
            for (Map.Entry<String, BandStamp> best : state.getBest().entrySet()) {
                boolean own = best.getKey().equals(alert.getBand())
                        && best.getValue().getStamp().equals(alert.getTemplate());
                if (own) {
                    ownChannel = best.getKey();
                } else {
                    companions.put(best.getKey(), best.getValue().getStamp());
                }
            }
        }
        return new InFlight(envelope.key(), envelope.timestamp(), envelope.headers(), alert, companions, ownChannel);
    }
}

package dev.arclet.sky;

import dev.arclet.sky.Scene.Glow;
import dev.arclet.sky.Scene.Spot;
import java.util.List;

/**
 * A piece of sky over time: what stands there, and what changes. Immutable.
 *
 * @param truth what it is
 * @param glows extended lights
 * @param stars point sources at their usual brightness
 * @param changes what the template does not know; the first is the one that alerts are about
 */
record Subject(Truth truth, List<Glow> glows, List<Spot> stars, List<Change> changes) {
    Subject {
        glows = List.copyOf(glows);
        stars = List.copyOf(stars);
        changes = List.copyOf(changes);
    }

    /** With something going on in it. */
    static Subject of(Truth truth, List<Glow> glows, Activity activity) {
        String transientLabel = activity.changes().get(0).curve().label();
        return new Subject(truth.withTransient(transientLabel), glows, activity.steady(), activity.changes());
    }

    /** Whether alerts are about something that is no light on the sky. */
    boolean dark() {
        return changes.get(0).curve() == Steady.DARK;
    }

    /** Whether it is a fault of the instrument over empty sky. */
    boolean fault() {
        return truth.kind() == Kind.ARTEFACT && dark();
    }

    /** What a camera sees of it on a day since the start of the night. */
    Scene on(double day) {
        return new Scene(
                truth,
                glows,
                stars,
                changes.stream().map(change -> change.on(day)).toList());
    }
}

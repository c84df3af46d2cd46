package dev.arclet.sky;

import dev.arclet.sky.Scene.Spot;
import java.util.List;

/**
 * Something that goes on in a scene.
 *
 * @param steady its usual light, which the template has
 * @param changes what is new; the first is the one that alerts are about
 */
record Activity(List<Spot> steady, List<Change> changes) {
    Activity {
        steady = List.copyOf(steady);
        changes = List.copyOf(changes);
        if (changes.isEmpty()) {
            throw new IllegalArgumentException("an activity has no change; an alert needs one at least");
        }
    }

    static Activity of(Change change) {
        return new Activity(List.of(), List.of(change));
    }

    /** All of it brighter by a factor. */
    Activity times(double factor) {
        return new Activity(
                steady.stream()
                        .map(spot -> new Spot(spot.x(), spot.y(), Changes.scaled(spot.flux(), factor)))
                        .toList(),
                changes.stream().map(change -> change.times(factor)).toList());
    }

    /** How far the alerted change is over what a visit detects, in the second best of g, r and i. */
    double visibility() {
        return SurveyLimit.visibility(changes.get(0).on(0).flux());
    }
}

package dev.arclet.night;

import java.time.Duration;
import java.util.Optional;

/** How a replay spaces its alerts. */
public sealed interface Pace {

    /**
     * As the exposures were spaced.
     *
     * @param speed how many times faster
     * @param longestGap gaps between exposures that are longer are shortened to this, in the night's own time
     */
    record OfTheNight(ReplaySpeed speed, Optional<Duration> longestGap) implements Pace {}

    /**
     * Evenly, whenever the exposures were.
     *
     * @param perSecond alerts a second
     */
    record Steady(double perSecond) implements Pace {
        public Steady {
            if (!(perSecond > 0 && perSecond <= 1e6)) {
                throw new IllegalArgumentException(
                        "rate is " + perSecond + "; give alerts a second, above 0 and at most a million");
            }
        }
    }

    /** As fast as the topic takes them. */
    static Pace unpaced() {
        return new OfTheNight(ReplaySpeed.MAX, Optional.empty());
    }

    /** Whether there is a schedule to keep to. */
    default boolean isPaced() {
        return !(this instanceof OfTheNight night) || night.speed().isPaced();
    }
}

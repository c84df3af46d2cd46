package dev.arclet.sky;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands around one alert at one moment: extended light, some of it seen through a lens, point sources, and what has changed.
 * Positions are arcseconds from the main thing's centre. Immutable.
 *
 * @param truth what it is
 * @param glows extended lights
 * @param stars point sources that were always there
 * @param changes point sources that the template does not know; the first is the one that the alert is about
 */
record Scene(Truth truth, List<Glow> glows, List<Spot> stars, List<Spot> changes) {
    Scene {
        glows = List.copyOf(glows);
        stars = List.copyOf(stars);
        changes = List.copyOf(changes);
        if (changes.isEmpty()) {
            throw new IllegalArgumentException("a scene has no change; an alert needs one at least");
        }
    }

    /** The same, pointed at the main thing's centre and not at what changes. */
    Scene centred() {
        List<Spot> pointed = new ArrayList<>(changes);
        pointed.add(0, new Spot(0, 0, new double[LsstBand.values().length]));
        return new Scene(truth, glows, stars, pointed);
    }

    /** Where the alert points. */
    Spot alerted() {
        return changes.get(0);
    }

    /**
     * Extended light.
     *
     * @param light its shape, unlensed
     * @param lens the mass that it is seen through
     * @param flux nJy by band, before magnification
     */
    record Glow(Light light, Optional<SieLens> lens, double[] flux) {
        /** Light with nothing before it. */
        static Glow plain(Light light, double[] flux) {
            return new Glow(light, Optional.empty(), flux);
        }
    }

    /**
     * A point source.
     *
     * @param x towards east, arcsec
     * @param y towards north, arcsec
     * @param flux nJy by band, as seen
     */
    record Spot(double x, double y, double[] flux) {}
}

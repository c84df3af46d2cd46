package dev.arclet.sky;

import dev.arclet.sky.Scene.Glow;
import dev.arclet.sky.Scene.Spot;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws whole scenes: a lens or a look-alike, with the field's faint galaxies and stars around it. The look-alikes
 * lean towards those that are hard to tell from lenses, not towards their numbers on the sky, where most alerts are
 * stars. Holds scratch: one instance a thread.
 */
final class Population {
    private static final List<Kind> KINDS = List.of(
            Kind.ELLIPTICAL,
            Kind.SPIRAL,
            Kind.COMPANIONS,
            Kind.MERGER,
            Kind.EDGE_ON,
            Kind.RING,
            Kind.BLEND,
            Kind.STAR,
            Kind.FAINT,
            Kind.GROUP,
            Kind.ARTEFACT);
    private static final double[] SHARES = {0.18, 0.20, 0.17, 0.10, 0.07, 0.06, 0.06, 0.05, 0.05, 0.04, 0.02};

    /**
     * Galaxies brighter than i = 26 on the square of a canvas (counts of deep surveys, about 90 a square arcminute).
     */
    private static final double FIELD_GALAXIES = 4;

    private static final double FIELD_STARS = 0.12;
    private static final double FIELD_HALF_WIDTH = Canvas.SIDE / 2 * Canvas.STEP;

    private final Galaxies galaxies = new Galaxies(Cosmology.standard());
    private final Lenses lenses = new Lenses(galaxies);
    private final LookAlikes lookAlikes = new LookAlikes(galaxies);

    /** A strong lens. */
    Scene lens(Draw draw) {
        return withField(lenses.draw(draw), draw);
    }

    /** Something else, of a kind drawn by the shares. */
    Scene lookAlike(Draw draw) {
        return lookAlike(KINDS.get(draw.weighted(SHARES)), draw);
    }

    /** Something else, of a given kind. */
    Scene lookAlike(Kind kind, Draw draw) {
        return withField(lookAlikes.draw(kind, draw), draw);
    }

    private Scene withField(Scene scene, Draw draw) {
        List<Glow> glows = new ArrayList<>(scene.glows());
        List<Spot> stars = new ArrayList<>(scene.stars());
        int galaxyCount = draw.poisson(FIELD_GALAXIES);
        for (int i = 0; i < galaxyCount; i++) {
            Galaxies.Young galaxy = galaxies.young(draw, 20, 26);
            Light light = galaxies.light(galaxy, anywhere(draw), anywhere(draw), draw);
            Spectrum colour = draw.chance(0.8)
                    ? Spectrum.young(galaxy.redshift(), draw)
                    : Spectrum.old(Math.min(1.3, galaxy.redshift()), draw);
            glows.add(Glow.plain(light, colour.fluxes(galaxy.iMagnitude())));
        }
        int starCount = draw.poisson(FIELD_STARS);
        for (int i = 0; i < starCount; i++) {
            double[] flux = Spectrum.star(draw.uniform(0, 1), draw).fluxes(draw.magnitude(18, 25, 0.15));
            stars.add(new Spot(anywhere(draw), anywhere(draw), flux));
        }
        return new Scene(scene.truth(), glows, stars, scene.changes());
    }

    private static double anywhere(Draw draw) {
        return draw.uniform(-FIELD_HALF_WIDTH, FIELD_HALF_WIDTH);
    }
}

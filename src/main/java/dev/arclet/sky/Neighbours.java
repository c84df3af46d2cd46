package dev.arclet.sky;

import dev.arclet.sky.Scene.Glow;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws the satellites of a massive red galaxy: red, at its redshift, their number falling with the distance from it
 * as 1/r as in groups of galaxies. Lenses and look-alikes with such a galaxy get them alike, so that they tell nothing.
 */
final class Neighbours {
    /** On the canvas, down to four magnitudes below the galaxy. */
    private static final double MEAN_COUNT = 0.8;

    private static final double NEAREST = 1.2;
    private static final double FARTHEST = 8;

    private Neighbours() {}

    /** Those of a galaxy at the scene's centre. */
    static List<Glow> of(Galaxies.Old main, Draw draw) {
        List<Glow> neighbours = new ArrayList<>();
        int count = draw.poisson(MEAN_COUNT);
        for (int i = 0; i < count; i++) {
            // A surface density that goes as 1/r puts as many into each ring of the same width.
            double away = draw.uniform(NEAREST, FARTHEST);
            double around = draw.angle();
            double fainter = draw.magnitude(0.8, 4, 0.25);
            // Sizes of red galaxies go as luminosity to the power of 0.6.
            double radius = main.radius() * Math.pow(10, -0.4 * 0.6 * fainter + draw.normal(0, 0.12));
            Light light = new Sersic(
                    away * Math.cos(around),
                    away * Math.sin(around),
                    Math.max(0.12, radius),
                    draw.normal(3, 0.8, 1, 5),
                    draw.axisRatio(0.3, 0.3),
                    draw.angle());
            Spectrum colour =
                    draw.chance(0.85) ? Spectrum.old(main.redshift(), draw) : Spectrum.disc(main.redshift(), draw);
            neighbours.add(Glow.plain(light, colour.fluxes(main.iMagnitude() + fainter)));
        }
        return neighbours;
    }
}

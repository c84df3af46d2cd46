package dev.arclet.sky;

import dev.arclet.sky.Scene.Glow;
import dev.arclet.sky.Scene.Spot;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws what is not a lens: single galaxies of all shapes, and above all the arrangements that lens finders fall for
 * (arms, rings, tails and blue neighbours around red galaxies). Immutable.
 */
final class LookAlikes {
    private static final List<Spot> NO_STARS = List.of();

    private final Galaxies galaxies;

    LookAlikes(Galaxies galaxies) {
        this.galaxies = galaxies;
    }

    /** Draws one of a kind. */
    Scene draw(Kind kind, Draw draw) {
        return switch (kind) {
            case ELLIPTICAL -> elliptical(draw);
            case SPIRAL -> Discs.spiral(draw);
            case EDGE_ON -> Discs.edgeOn(draw);
            case RING -> Discs.ring(draw);
            case MERGER -> merger(draw);
            case COMPANIONS -> companions(draw);
            case GROUP -> group(draw);
            case BLEND -> blend(draw);
            case STAR -> stars(draw);
            case FAINT -> faint(draw);
            case ARTEFACT -> emptySky(Kind.ARTEFACT, draw);
            case MOVING -> emptySky(Kind.MOVING, draw);
            case LENS -> throw new IllegalArgumentException("a lens is not a look-alike; use Lenses");
        };
    }

    private Galaxies.Old redGalaxy(Draw draw) {
        // Half of them as lens galaxies are, so that the red galaxy alone says nothing.
        return draw.chance(0.6) ? galaxies.likelyLens(draw) : galaxies.any(draw);
    }

    private static Glow glow(Galaxies.Old galaxy, double x, double y, Draw draw) {
        return Glow.plain(
                galaxy.light(x, y, draw.normal(4, 0.9, 2, 6)),
                Spectrum.old(galaxy.redshift(), draw).fluxes(galaxy.iMagnitude()));
    }

    private static Spot changeIn(Galaxies.Old galaxy, Draw draw) {
        return Changes.ofGalaxy(galaxy.radius(), galaxy.axisRatio(), galaxy.angle(), draw);
    }

    private Scene elliptical(Draw draw) {
        Galaxies.Old galaxy = redGalaxy(draw);
        return new Scene(
                Truth.of(Kind.ELLIPTICAL, galaxy.redshift()),
                List.of(glow(galaxy, 0, 0, draw)),
                NO_STARS,
                List.of(changeIn(galaxy, draw)));
    }

    private Scene merger(Draw draw) {
        Galaxies.Old main = redGalaxy(draw);
        double away = draw.uniform(0.4, 2.2);
        double around = draw.angle();
        double x = away * Math.cos(around);
        double y = away * Math.sin(around);
        List<Glow> glows = new ArrayList<>();
        glows.add(glow(main, 0, 0, draw));
        double second = main.iMagnitude() + draw.uniform(-0.3, 2.5);
        Spectrum colour = draw.chance(0.5) ? Spectrum.old(main.redshift(), draw) : Spectrum.disc(main.redshift(), draw);
        glows.add(Glow.plain(
                new Sersic(
                        x,
                        y,
                        Math.max(0.1, main.radius() * draw.uniform(0.3, 1)),
                        draw.uniform(1, 4),
                        draw.uniform(0.35, 1),
                        draw.angle()),
                colour.fluxes(second)));
        if (draw.chance(0.7)) {
            Light tail = new SpiralArms(
                    draw.chance(0.5) ? 0 : x,
                    draw.chance(0.5) ? 0 : y,
                    draw.uniform(0.6, 1.4),
                    draw.uniform(0.4, 1),
                    draw.angle(),
                    1,
                    draw.uniform(0.2, 0.8) * (draw.chance(0.5) ? 1 : -1),
                    draw.angle(),
                    draw.logUniform(3, 9),
                    draw.uniform(0.4, 1.2));
            Spectrum tailColour = Spectrum.disc(main.redshift(), draw);
            glows.add(Glow.plain(tail, tailColour.fluxes(main.iMagnitude() + draw.uniform(1.5, 3.5))));
        }
        return new Scene(Truth.of(Kind.MERGER, main.redshift()), glows, NO_STARS, List.of(changeIn(main, draw)));
    }

    private Scene companions(Draw draw) {
        Galaxies.Old main = draw.chance(0.85) ? galaxies.likelyLens(draw) : galaxies.any(draw);
        List<Glow> glows = new ArrayList<>();
        glows.add(glow(main, 0, 0, draw));
        int count = 1 + Math.min(3, draw.poisson(0.7));
        for (int i = 0; i < count; i++) {
            Galaxies.Young companion = galaxies.young(draw, 21, 25.3);
            double away = draw.uniform(0.7, 2.8);
            double around = draw.angle();
            double x = away * Math.cos(around);
            double y = away * Math.sin(around);
            double[] flux = Spectrum.young(companion.redshift(), draw).fluxes(companion.iMagnitude());
            Light light = draw.chance(0.35)
                    ? new Sersic(
                            x,
                            y,
                            Math.max(0.12, companion.radius()),
                            1,
                            draw.uniform(0.2, 0.5),
                            // Along the circle about the red galaxy, as an arc would lie.
                            around + Math.PI / 2 + draw.normal(0, 0.3))
                    : galaxies.light(companion, x, y, draw);
            glows.add(Glow.plain(light, flux));
        }
        return new Scene(Truth.of(Kind.COMPANIONS, main.redshift()), glows, NO_STARS, List.of(changeIn(main, draw)));
    }

    private Scene group(Draw draw) {
        Galaxies.Old main = redGalaxy(draw);
        List<Glow> glows = new ArrayList<>();
        glows.add(glow(main, 0, 0, draw));
        int count = draw.whole(2, 4);
        for (int i = 0; i < count; i++) {
            double away = draw.uniform(1, 3.5);
            double around = draw.angle();
            Light light = new Sersic(
                    away * Math.cos(around),
                    away * Math.sin(around),
                    Math.max(0.1, main.radius() * draw.uniform(0.25, 0.9)),
                    draw.uniform(1, 4),
                    draw.uniform(0.4, 1),
                    draw.angle());
            Spectrum colour =
                    draw.chance(0.7) ? Spectrum.old(main.redshift(), draw) : Spectrum.disc(main.redshift(), draw);
            glows.add(Glow.plain(light, colour.fluxes(main.iMagnitude() + draw.uniform(0, 3))));
        }
        return new Scene(Truth.of(Kind.GROUP, main.redshift()), glows, NO_STARS, List.of(changeIn(main, draw)));
    }

    private Scene blend(Draw draw) {
        Scene galaxy = draw.chance(0.6) ? elliptical(draw) : Discs.spiral(draw);
        int count = draw.chance(0.25) ? 2 : 1;
        List<Spot> stars = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double away = draw.uniform(0.3, 2.5);
            double around = draw.angle();
            stars.add(star(away * Math.cos(around), away * Math.sin(around), 18.5, 24, draw));
        }
        Spot change = draw.chance(0.5)
                ? galaxy.alerted()
                : Changes.at(stars.get(0).x(), stars.get(0).y(), draw);
        return new Scene(Truth.of(Kind.BLEND, galaxy.truth().lensRedshift()), galaxy.glows(), stars, List.of(change));
    }

    private static Spot star(double x, double y, double bright, double faint, Draw draw) {
        double[] flux = Spectrum.star(draw.uniform(0, 1), draw).fluxes(draw.magnitude(bright, faint, 0.2));
        return new Spot(x, y, flux);
    }

    private static Scene stars(Draw draw) {
        List<Spot> stars = new ArrayList<>();
        stars.add(star(0, 0, 17, 24, draw));
        int more = draw.chance(0.35) ? draw.whole(1, 3) : 0;
        for (int i = 0; i < more; i++) {
            double away = draw.uniform(0.5, 2.5);
            double around = draw.angle();
            stars.add(star(away * Math.cos(around), away * Math.sin(around), 18, 24, draw));
        }
        return new Scene(Truth.of(Kind.STAR, 0), List.of(), stars, List.of(Changes.nucleus(draw)));
    }

    private Scene faint(Draw draw) {
        Galaxies.Young galaxy = galaxies.young(draw, 21.5, 25.5);
        Spectrum colour = draw.chance(0.7)
                ? Spectrum.young(galaxy.redshift(), draw)
                : Spectrum.old(Math.min(1.3, galaxy.redshift()), draw);
        Light light = galaxies.light(galaxy, 0, 0, draw);
        return new Scene(
                Truth.of(Kind.FAINT, galaxy.redshift()),
                List.of(Glow.plain(light, colour.fluxes(galaxy.iMagnitude()))),
                NO_STARS,
                List.of(Changes.ofGalaxy(galaxy.radius(), 0.7, 0, draw)));
    }

    private static Scene emptySky(Kind kind, Draw draw) {
        return new Scene(Truth.of(kind, Double.NaN), List.of(), NO_STARS, List.of(Changes.nucleus(draw)));
    }
}

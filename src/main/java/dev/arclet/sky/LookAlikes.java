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
    private final Galaxies galaxies;
    private final Changes changes;
    private final Discs discs;

    LookAlikes(Galaxies galaxies, Changes changes) {
        this.galaxies = galaxies;
        this.changes = changes;
        this.discs = new Discs(changes);
    }

    /** Draws one of a kind. */
    Subject draw(Kind kind, Draw draw) {
        return switch (kind) {
            case ELLIPTICAL -> elliptical(draw);
            case SPIRAL -> discs.spiral(draw);
            case EDGE_ON -> discs.edgeOn(draw);
            case RING -> discs.ring(draw);
            case MERGER -> merger(draw);
            case COMPANIONS -> companions(draw);
            case GROUP -> group(draw);
            case BLEND -> blend(draw);
            case STAR -> stars(draw);
            case BRIGHT_STAR -> brightStar(draw);
            case FAINT -> faint(draw);
            case ARTEFACT -> artefact(draw);
            case MOVING -> Subject.of(Truth.of(Kind.MOVING, Double.NaN), List.of(), Changes.passing(draw));
            case LENS, FAINT_LENS, NEAR_LENS ->
                throw new IllegalArgumentException(kind.label() + " is not a look-alike; use Lenses");
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

    /** A scene about a red galaxy, with that galaxy's satellites. */
    private Subject about(Kind kind, Galaxies.Old main, List<Glow> glows, Draw draw) {
        List<Glow> all = new ArrayList<>(glows);
        all.addAll(Neighbours.of(main, draw));
        Activity activity = changes.ofGalaxy(Changes.Host.of(main), draw);
        return Subject.of(Truth.of(kind, main.redshift()), all, activity);
    }

    private Subject elliptical(Draw draw) {
        Galaxies.Old galaxy = redGalaxy(draw);
        return about(Kind.ELLIPTICAL, galaxy, List.of(glow(galaxy, 0, 0, draw)), draw);
    }

    private Subject merger(Draw draw) {
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
        return about(Kind.MERGER, main, glows, draw);
    }

    private Subject companions(Draw draw) {
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
        return about(Kind.COMPANIONS, main, glows, draw);
    }

    private Subject group(Draw draw) {
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
        return about(Kind.GROUP, main, glows, draw);
    }

    private Subject blend(Draw draw) {
        Subject galaxy = draw.chance(0.6) ? elliptical(draw) : discs.spiral(draw);
        int count = draw.chance(0.25) ? 2 : 1;
        List<Spot> stars = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double away = draw.uniform(0.3, 2.5);
            double around = draw.angle();
            stars.add(star(away * Math.cos(around), away * Math.sin(around), 18.5, 24, draw));
        }
        Activity activity =
                draw.chance(0.5) ? new Activity(galaxy.stars(), galaxy.changes()) : changes.star(stars.get(0), draw);
        stars.addAll(activity.steady());
        Truth truth = Truth.of(Kind.BLEND, galaxy.truth().lensRedshift());
        return Subject.of(truth, galaxy.glows(), new Activity(stars, activity.changes()));
    }

    private static Spot star(double x, double y, double bright, double faint, Draw draw) {
        double[] flux = Spectrum.star(draw.uniform(0, 1), draw).fluxes(draw.magnitude(bright, faint, 0.2));
        return new Spot(x, y, flux);
    }

    private Subject stars(Draw draw) {
        List<Spot> stars = new ArrayList<>();
        stars.add(star(0, 0, 17, 24, draw));
        int more = draw.chance(0.35) ? draw.whole(1, 3) : 0;
        for (int i = 0; i < more; i++) {
            double away = draw.uniform(0.5, 2.5);
            double around = draw.angle();
            stars.add(star(away * Math.cos(around), away * Math.sin(around), 18, 24, draw));
        }
        Activity activity = changes.star(stars.get(0), draw);
        return Subject.of(Truth.of(Kind.STAR, 0), List.of(), new Activity(stars, activity.changes()));
    }

    /** What is detected beside a bright star is left over from its subtraction, on its spikes and in its wings. */
    private static Subject brightStar(Draw draw) {
        Spot star = star(0, 0, 12.5, 17.5, draw);
        double away = Math.min(5, draw.rayleigh(1.8));
        double around = draw.angle();
        Activity detection = Changes.nothing(away * Math.cos(around), away * Math.sin(around));
        return Subject.of(Truth.of(Kind.BRIGHT_STAR, 0), List.of(), new Activity(List.of(star), detection.changes()));
    }

    private Subject faint(Draw draw) {
        Galaxies.Young galaxy = galaxies.young(draw, 21.5, 25.5);
        boolean young = draw.chance(0.7);
        Spectrum colour =
                young ? Spectrum.young(galaxy.redshift(), draw) : Spectrum.old(Math.min(1.3, galaxy.redshift()), draw);
        Light light = galaxies.light(galaxy, 0, 0, draw);
        Changes.Host host = new Changes.Host(galaxy.redshift(), galaxy.iMagnitude(), galaxy.radius(), 0.7, 0, young);
        return Subject.of(
                Truth.of(Kind.FAINT, galaxy.redshift()),
                List.of(Glow.plain(light, colour.fluxes(galaxy.iMagnitude()))),
                changes.ofGalaxy(host, draw));
    }

    /** A fault over empty sky, or a star that was subtracted a little beside its place. */
    private static Subject artefact(Draw draw) {
        Truth truth = Truth.of(Kind.ARTEFACT, Double.NaN);
        if (draw.chance(0.7)) {
            return Subject.of(truth, List.of(), Changes.nothing(0, 0));
        }
        Spot star = star(0, 0, 16.5, 20.5, draw);
        return Subject.of(truth, List.of(), new Activity(List.of(star), Changes.misplaced(star, draw)));
    }
}

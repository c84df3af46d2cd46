package dev.arclet.sky;

import dev.arclet.sky.Scene.Glow;
import java.util.ArrayList;
import java.util.List;

/** Draws disc galaxies, whose arms and rings lie about a red core as arcs do. Immutable. */
final class Discs {
    private final Changes changes;

    Discs(Changes changes) {
        this.changes = changes;
    }

    Subject spiral(Draw draw) {
        double redshift = draw.uniform(0.04, 0.6);
        double iMagnitude = draw.magnitude(17.5, 22.5, 0.3);
        double axisRatio = draw.uniform(0.45, 1);
        double angle = draw.angle();
        double radius = draw.logUniform(0.6, 2.4);
        List<Glow> glows = disc(redshift, iMagnitude, radius, axisRatio, angle, draw);
        Changes.Host host = new Changes.Host(redshift, iMagnitude, radius, axisRatio, angle, true);
        return Subject.of(Truth.of(Kind.SPIRAL, redshift), glows, changes.ofGalaxy(host, draw));
    }

    /** Bulge, smooth disc and blue arms. */
    private static List<Glow> disc(
            double redshift, double iMagnitude, double radius, double axisRatio, double angle, Draw draw) {
        double bulge = draw.uniform(0.05, 0.55);
        double inArms = draw.uniform(0.2, 0.7) * (1 - bulge);
        double[] bulgeFlux = Spectrum.old(redshift, draw).fluxes(iMagnitude - 2.5 * Math.log10(bulge));
        double[] discFlux = Spectrum.disc(redshift, draw).fluxes(iMagnitude - 2.5 * Math.log10(1 - bulge - inArms));
        double[] armFlux = Spectrum.young(redshift, draw).fluxes(iMagnitude - 2.5 * Math.log10(inArms));
        double bulgeRadius = Math.max(0.08, radius * draw.uniform(0.1, 0.35));
        double bulgeRatio = Math.max(axisRatio, draw.uniform(0.7, 1));
        double circular = radius * Math.sqrt(axisRatio);
        int arms = draw.oneOf(List.of(2, 2, 2, 3, 4, 1));
        double pitch = draw.uniform(0.12, 0.6) * (draw.chance(0.5) ? 1 : -1);
        Light spiralArms = new SpiralArms(
                0,
                0,
                radius / 1.68 * draw.uniform(0.9, 1.3),
                axisRatio,
                angle,
                arms,
                pitch,
                draw.angle(),
                draw.logUniform(1, 7),
                radius * draw.uniform(0.15, 0.6));
        List<Glow> glows = new ArrayList<>();
        glows.add(
                Glow.plain(new Sersic(0, 0, bulgeRadius, draw.normal(2.8, 0.8, 1, 4.5), bulgeRatio, angle), bulgeFlux));
        glows.add(Glow.plain(new Sersic(0, 0, circular, 1, axisRatio, angle), discFlux));
        glows.add(Glow.plain(spiralArms, armFlux));
        return glows;
    }

    Subject edgeOn(Draw draw) {
        double redshift = draw.uniform(0.04, 0.7);
        double iMagnitude = draw.magnitude(18, 23, 0.3);
        double radius = draw.logUniform(0.5, 2.2);
        double axisRatio = draw.uniform(0.12, 0.35);
        double angle = draw.angle();
        double bulge = draw.uniform(0.02, 0.5);
        double[] discFlux = Spectrum.disc(redshift, draw).fluxes(iMagnitude - 2.5 * Math.log10(1 - bulge));
        double[] bulgeFlux = Spectrum.old(redshift, draw).fluxes(iMagnitude - 2.5 * Math.log10(bulge));
        Light disc = new Sersic(0, 0, radius * Math.sqrt(axisRatio), 1, axisRatio, angle);
        Light core = new Sersic(0, 0, Math.max(0.08, 0.2 * radius), 2.5, draw.uniform(0.5, 1), angle);
        Changes.Host host = new Changes.Host(redshift, iMagnitude, radius, axisRatio, angle, true);
        return Subject.of(
                Truth.of(Kind.EDGE_ON, redshift),
                List.of(Glow.plain(disc, discFlux), Glow.plain(core, bulgeFlux)),
                changes.ofGalaxy(host, draw));
    }

    Subject ring(Draw draw) {
        double redshift = draw.uniform(0.04, 0.6);
        double iMagnitude = draw.magnitude(17.5, 22.5, 0.3);
        double core = draw.uniform(0.3, 0.85);
        double radius = draw.logUniform(0.6, 2.4);
        double axisRatio = draw.uniform(0.5, 1);
        double angle = draw.angle();
        double coreRadius = Math.max(0.1, radius * draw.uniform(0.15, 0.5));
        Light ring = new Ring(
                draw.normal(0, 0.05 * radius),
                draw.normal(0, 0.05 * radius),
                radius,
                radius * draw.uniform(0.08, 0.3),
                axisRatio,
                angle,
                draw.uniform(0, 0.9),
                draw.angle());
        Light centre = new Sersic(0, 0, coreRadius, draw.normal(3, 1, 1, 5), draw.uniform(0.7, 1), angle);
        Changes.Host host = new Changes.Host(redshift, iMagnitude, radius, axisRatio, angle, true);
        return Subject.of(
                Truth.of(Kind.RING, redshift),
                List.of(
                        Glow.plain(centre, Spectrum.old(redshift, draw).fluxes(iMagnitude - 2.5 * Math.log10(core))),
                        Glow.plain(
                                ring, Spectrum.young(redshift, draw).fluxes(iMagnitude - 2.5 * Math.log10(1 - core)))),
                changes.ofGalaxy(host, draw));
    }
}

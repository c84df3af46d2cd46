package dev.arclet.sky;

import dev.arclet.sky.Scene.Glow;
import dev.arclet.sky.Scene.Spot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Draws whole scenes: a lens or a look-alike, with the field's faint galaxies and stars around it. The look-alikes
 * lean towards those that are hard to tell from lenses, not towards their numbers on the sky, where most alerts are
 * stars. Holds scratch: one instance a thread.
 */
final class Population {
    private static final Map<Kind, Double> SHARES = shares();

    /**
     * Galaxies brighter than i = 26 on the square of a canvas (counts of deep surveys, about 90 a square arcminute).
     */
    private static final double FIELD_GALAXIES = 4;

    private static final double FIELD_STARS = 0.12;
    private static final double FIELD_HALF_WIDTH = Canvas.SIDE / 2 * Canvas.STEP;

    private final Galaxies galaxies;
    private final Lenses lenses;
    private final LookAlikes lookAlikes;
    private final List<Kind> kinds;
    private final double[] shares;

    /** Of all kinds that are drawn by chance. */
    Population() {
        this(lookAlikeKinds());
    }

    /**
     * Whose look-alikes are of some kinds only.
     *
     * @param allowed kinds; those that are not drawn by chance do not matter
     */
    Population(Set<Kind> allowed) {
        Cosmology cosmology = Cosmology.standard();
        Changes changes = new Changes(cosmology);
        galaxies = new Galaxies(cosmology);
        lenses = new Lenses(galaxies, changes, cosmology);
        lookAlikes = new LookAlikes(galaxies, changes);
        kinds = SHARES.keySet().stream().filter(allowed::contains).toList();
        shares = kinds.stream().mapToDouble(SHARES::get).toArray();
    }

    private static Map<Kind, Double> shares() {
        Map<Kind, Double> shares = new EnumMap<>(Kind.class);
        shares.put(Kind.ELLIPTICAL, 0.16);
        shares.put(Kind.SPIRAL, 0.18);
        shares.put(Kind.COMPANIONS, 0.15);
        shares.put(Kind.MERGER, 0.10);
        shares.put(Kind.EDGE_ON, 0.06);
        shares.put(Kind.RING, 0.06);
        shares.put(Kind.NEAR_LENS, 0.06);
        shares.put(Kind.FAINT_LENS, 0.06);
        shares.put(Kind.BLEND, 0.06);
        shares.put(Kind.STAR, 0.04);
        shares.put(Kind.BRIGHT_STAR, 0.03);
        shares.put(Kind.FAINT, 0.04);
        shares.put(Kind.GROUP, 0.04);
        shares.put(Kind.ARTEFACT, 0.02);
        return Collections.unmodifiableMap(shares);
    }

    /** The kinds of look-alike that are drawn by chance where none are named: all that have a label. */
    static Set<Kind> lookAlikeKinds() {
        Set<Kind> labelled = EnumSet.copyOf(SHARES.keySet());
        labelled.remove(Kind.FAINT_LENS);
        return labelled;
    }

    /** A strong lens. */
    Subject lens(Draw draw) {
        return withField(lenses.natural(draw), draw);
    }

    /** A strong lens of a given Einstein radius, arcsec. */
    Subject lens(double einsteinRadius, Draw draw) {
        return withField(lenses.ofRadius(einsteinRadius, draw), draw);
    }

    /** Something else, of a kind drawn by the shares. */
    Subject lookAlike(Draw draw) {
        return lookAlike(kinds.get(draw.weighted(shares)), draw);
    }

    /** Something else, of a given kind. */
    Subject lookAlike(Kind kind, Draw draw) {
        Subject subject = switch (kind) {
            case NEAR_LENS -> lenses.nearMiss(draw);
            case FAINT_LENS -> lenses.faint(draw);
            default -> lookAlikes.draw(kind, draw);
        };
        return withField(subject, draw);
    }

    private Subject withField(Subject subject, Draw draw) {
        List<Glow> glows = new ArrayList<>(subject.glows());
        List<Spot> stars = new ArrayList<>(subject.stars());
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
        return new Subject(subject.truth(), glows, stars, subject.changes());
    }

    private static double anywhere(Draw draw) {
        return draw.uniform(-FIELD_HALF_WIDTH, FIELD_HALF_WIDTH);
    }
}

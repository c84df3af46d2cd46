package dev.arclet.sky;

import dev.arclet.sky.Scene.Glow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Draws strong lenses as the sky would show them: galaxies and sources from {@link Galaxies}, put behind each other
 * by chance, kept when {@link LensRule} calls the pair a lens; those that it does not; and the near misses of the same
 * draw, whose source lies beside the caustic and shows one image. One instance a thread.
 */
final class Lenses {
    private static final int MOST_ATTEMPTS = 100_000;
    /** Einstein radii from the lens within which near misses lie: those farther out are companions. */
    private static final double NEAR = 2.4;

    private static final double FAINTEST_NEAR_MISS = 25.3;

    private final Galaxies galaxies;
    private final Changes changes;
    private final Arrivals arrivals;
    private final LensRule rule = new LensRule();

    Lenses(Galaxies galaxies, Changes changes, Cosmology cosmology) {
        this.galaxies = galaxies;
        this.changes = changes;
        this.arrivals = new Arrivals(cosmology);
    }

    /** Draws one, its Einstein radius as nature deals them. */
    Subject natural(Draw draw) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Optional<Subject> lens = lens(galaxies.pair(draw), draw);
            if (lens.isPresent()) {
                return lens.get();
            }
        }
        throw noLens();
    }

    /** Draws one of a given Einstein radius in arcsec, everything else as nature deals it for that. */
    Subject ofRadius(double einsteinRadius, Draw draw) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Optional<Subject> lens = lens(galaxies.pair(einsteinRadius, draw), draw);
            if (lens.isPresent()) {
                return lens.get();
            }
        }
        throw noLens();
    }

    private static IllegalStateException noLens() {
        return new IllegalStateException(
                "no lens in " + MOST_ATTEMPTS + " draws; the population's bounds contradict the rule");
    }

    /** A line of sight: the mass, the light before it and the light behind it. */
    private record Sight(Galaxies.Pair pair, SieLens mass, Light source, Glow before, Glow behind) {}

    private Sight sight(Galaxies.Pair pair, double x, double y, Draw draw) {
        Galaxies.Old galaxy = pair.galaxy();
        Galaxies.Young source = pair.source();
        SieLens mass = mass(galaxy, pair.einsteinRadius(), draw);
        Light light = galaxies.light(source, x, y, draw);
        Glow behind = new Glow(
                light,
                Optional.of(mass),
                Spectrum.young(source.redshift(), draw).fluxes(source.iMagnitude()));
        Glow before = Glow.plain(
                galaxy.light(0, 0, draw.normal(4, 0.7, 2.5, 6)),
                Spectrum.old(galaxy.redshift(), draw).fluxes(galaxy.iMagnitude()));
        return new Sight(pair, mass, light, before, behind);
    }

    private static SieLens mass(Galaxies.Old galaxy, double radius, Draw draw) {
        double q = Math.max(0.3, Math.min(1, galaxy.axisRatio() + draw.normal(0, 0.08)));
        double angle = galaxy.angle() + draw.normal(0, 0.17);
        double shear = Math.min(0.15, draw.rayleigh(0.035));
        double shearAngle = draw.angle();
        return new SieLens(0, 0, radius, q, angle, shear * Math.cos(shearAngle), shear * Math.sin(shearAngle));
    }

    /** A source anywhere within the caustics of usual lenses. */
    private Sight sight(Galaxies.Pair pair, Draw draw) {
        double reach = 1.2 * pair.einsteinRadius() * Math.sqrt(draw.uniform(0, 1));
        double direction = draw.angle();
        return sight(pair, reach * Math.cos(direction), reach * Math.sin(direction), draw);
    }

    private Optional<LensRule.Verdict> judge(Sight sight) {
        Glow before = sight.before();
        return rule.judge(sight.mass(), sight.source(), sight.behind().flux(), before.light(), before.flux());
    }

    private Optional<Subject> lens(Galaxies.Pair pair, Draw draw) {
        Sight sight = sight(pair, draw);
        return judge(sight).map(verdict -> lens(sight, verdict, draw));
    }

    private Subject lens(Sight sight, LensRule.Verdict verdict, Draw draw) {
        Galaxies.Pair pair = sight.pair();
        List<Arrival> images = arrivals(sight, verdict.images());
        Truth truth = new Truth(
                Kind.LENS,
                pair.einsteinRadius(),
                verdict.magnification(),
                pair.galaxy().redshift(),
                pair.source().redshift(),
                verdict.pixels(),
                verdict.signalToNoise(),
                images,
                "none",
                verdict.arcs());
        return Subject.of(truth, glows(sight, draw), activity(pair, images, draw));
    }

    private List<Arrival> arrivals(Sight sight, List<PointImages.Image> images) {
        double[] source = {sight.source().x(), sight.source().y()};
        return arrivals.of(
                sight.mass(),
                source,
                images,
                sight.pair().galaxy().redshift(),
                sight.pair().source().redshift());
    }

    private static List<Glow> glows(Sight sight, Draw draw) {
        List<Glow> glows = new ArrayList<>(List.of(sight.before(), sight.behind()));
        glows.addAll(Neighbours.of(sight.pair().galaxy(), draw));
        return glows;
    }

    /** A supernova or quasar in the source shows at every image; now and then it is the lens galaxy that changes. */
    private Activity activity(Galaxies.Pair pair, List<Arrival> images, Draw draw) {
        double what = draw.uniform(0, 1);
        if (what < Changes.ACTIVE_SHARE) {
            return changes.nucleus(Changes.Host.of(pair.galaxy()), draw);
        }
        if (what < 0.3) {
            return changes.supernova(Changes.Host.of(pair.galaxy()), draw);
        }
        double redshift = pair.source().redshift();
        return what < 0.5
                ? changes.lensedQuasar(images, redshift, draw)
                : changes.lensedSupernova(images, redshift, draw);
    }

    /**
     * Draws a near miss: a source in clear sight beside the caustic, whose centre has one image, as has the point at its
     * half-light radius towards the lens (of an ellipse or a clumpy source, single other points may have two). It is
     * magnified and sheared, and is no lens by the rule.
     */
    Subject nearMiss(Draw draw) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Galaxies.Pair pair = galaxies.pair(draw);
            double reach = pair.einsteinRadius() * Math.sqrt(draw.uniform(0.5, NEAR * NEAR));
            double direction = draw.angle();
            if (pair.source().iMagnitude() < FAINTEST_NEAR_MISS) {
                Sight sight = sight(pair, reach * Math.cos(direction), reach * Math.sin(direction), draw);
                List<PointImages.Image> images = seenOnce(sight) ? images(sight) : List.of();
                if (images.size() == 1) {
                    return belowTheRule(Kind.NEAR_LENS, sight, images, draw);
                }
            }
        }
        throw new IllegalStateException(
                "no near miss in " + MOST_ATTEMPTS + " draws; sources are too faint or too near");
    }

    private static boolean seenOnce(Sight sight) {
        double radius = sight.pair().source().radius();
        Light source = sight.source();
        // Towards the lens is where a second image would come first; the centre itself covers round caustics.
        double away = Math.hypot(source.x(), source.y());
        double inwards = Math.max(0, 1 - radius / away);
        return !sight.mass().multiplyImages(source.x(), source.y())
                && !sight.mass().multiplyImages(source.x() * inwards, source.y() * inwards);
    }

    private static List<PointImages.Image> images(Sight sight) {
        return PointImages.find(sight.mass(), sight.source().x(), sight.source().y());
    }

    /**
     * Draws a system with several images that the rule doesn't call a lens: most are too faint to be seen in a survey.
     */
    Subject faint(Draw draw) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Sight sight = sight(galaxies.pair(draw), draw);
            if (sight.mass().multiplyImages(sight.source().x(), sight.source().y())
                    && judge(sight).isEmpty()) {
                List<PointImages.Image> images = images(sight);
                if (images.size() > 1) {
                    return belowTheRule(Kind.FAINT_LENS, sight, images, draw);
                }
            }
        }
        throw new IllegalStateException("no faint lens in " + MOST_ATTEMPTS + " draws; all pass the rule");
    }

    /** A source that is lensed, and not a lens by the rule; the rule's own measures don't apply. */
    private Subject belowTheRule(Kind kind, Sight sight, List<PointImages.Image> found, Draw draw) {
        Galaxies.Pair pair = sight.pair();
        List<Arrival> images = arrivals(sight, found);
        Truth truth = new Truth(
                kind,
                pair.einsteinRadius(),
                images.stream().mapToDouble(Arrival::magnification).sum(),
                pair.galaxy().redshift(),
                pair.source().redshift(),
                0,
                Double.NaN,
                images,
                "none",
                ArcMap.NONE);
        return Subject.of(truth, glows(sight, draw), activity(pair, images, draw));
    }
}

package dev.arclet.sky;

import dev.arclet.sky.Scene.Glow;
import dev.arclet.sky.Scene.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Draws strong lenses as the sky would show them: galaxies and sources from {@link Galaxies}, put behind each other
 * by chance, kept when {@link LensRule} calls the pair a lens. One instance a thread.
 */
final class Lenses {
    private static final int MOST_ATTEMPTS = 100_000;

    private final Galaxies galaxies;
    private final LensRule rule = new LensRule();

    Lenses(Galaxies galaxies) {
        this.galaxies = galaxies;
    }

    /** Draws one. */
    Scene draw(Draw draw) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Optional<Scene> scene = attempt(draw);
            if (scene.isPresent()) {
                return scene.get();
            }
        }
        throw new IllegalStateException(
                "no lens in " + MOST_ATTEMPTS + " draws; the population's bounds contradict the rule");
    }

    private Optional<Scene> attempt(Draw draw) {
        Galaxies.Pair pair = galaxies.pair(draw);
        Galaxies.Old galaxy = pair.galaxy();
        Galaxies.Young source = pair.source();
        double radius = pair.einsteinRadius();
        SieLens lens = mass(galaxy, radius, draw);
        double reach = 1.2 * radius * Math.sqrt(draw.uniform(0, 1));
        double direction = draw.angle();
        Light light = galaxies.light(source, reach * Math.cos(direction), reach * Math.sin(direction), draw);
        Glow behind = new Glow(
                light,
                Optional.of(lens),
                Spectrum.young(source.redshift(), draw).fluxes(source.iMagnitude()));
        Glow before = Glow.plain(
                galaxy.light(0, 0, draw.normal(4, 0.7, 2.5, 6)),
                Spectrum.old(galaxy.redshift(), draw).fluxes(galaxy.iMagnitude()));
        return rule.judge(lens, light, behind.flux(), before.light(), before.flux())
                .map(verdict -> scene(galaxy, source, lens, List.of(before, behind), verdict, draw));
    }

    private static SieLens mass(Galaxies.Old galaxy, double radius, Draw draw) {
        double q = Math.max(0.3, Math.min(1, galaxy.axisRatio() + draw.normal(0, 0.08)));
        double angle = galaxy.angle() + draw.normal(0, 0.17);
        double shear = Math.min(0.15, draw.rayleigh(0.035));
        double shearAngle = draw.angle();
        return new SieLens(0, 0, radius, q, angle, shear * Math.cos(shearAngle), shear * Math.sin(shearAngle));
    }

    private static Scene scene(
            Galaxies.Old galaxy,
            Galaxies.Young source,
            SieLens lens,
            List<Glow> glows,
            LensRule.Verdict verdict,
            Draw draw) {
        Truth truth = new Truth(
                Kind.LENS,
                lens.einsteinRadius(),
                verdict.magnification(),
                galaxy.redshift(),
                source.redshift(),
                verdict.images().size(),
                verdict.pixels());
        List<Spot> stars = new ArrayList<>();
        List<Spot> changes = changes(galaxy, verdict.images(), stars, draw);
        return new Scene(truth, glows, stars, changes);
    }

    /** A quasar or supernova in the source shows at every image; now and then it is the lens galaxy that changes. */
    private static List<Spot> changes(
            Galaxies.Old galaxy, List<PointImages.Image> images, List<Spot> stars, Draw draw) {
        double what = draw.uniform(0, 1);
        if (what < 0.15) {
            return List.of(Changes.nucleus(draw));
        }
        if (what < 0.3) {
            return List.of(Changes.supernova(galaxy.radius(), galaxy.axisRatio(), galaxy.angle(), draw));
        }
        Spectrum spectrum = Spectrum.flat(draw);
        double[] flux = spectrum.fluxes(draw.magnitude(22, 26, 0.2));
        List<Spot> changes = new ArrayList<>();
        for (PointImages.Image image : images) {
            changes.add(new Spot(image.x(), image.y(), Changes.scaled(flux, image.magnification())));
        }
        int alerted = draw.weighted(
                images.stream().mapToDouble(PointImages.Image::magnification).toArray());
        changes.add(0, changes.remove(alerted));
        if (what < 0.5) {
            // A quasar: the template has it too, at its usual brightness.
            double[] steady = spectrum.fluxes(draw.magnitude(22.5, 26, 0.2));
            for (PointImages.Image image : images) {
                stars.add(new Spot(image.x(), image.y(), Changes.scaled(steady, image.magnification())));
            }
        } else {
            // A supernova: some of the later images have not lit up yet.
            for (int i = changes.size() - 1; i > 0; i--) {
                if (draw.chance(0.5)) {
                    changes.remove(i);
                }
            }
        }
        return changes;
    }
}

package dev.arclet.sky;

import dev.arclet.sky.Scene.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Draws what changes in a scene: supernovae, active nuclei, variable stars, things that pass. An alert means that a
 * visit has detected it, so each is drawn again until it is bright enough to be; what never is stands for the bright
 * end of its kind and is made brighter, in all bands and images alike. Immutable.
 */
final class Changes {
    /** Share of the changes in a galaxy, lens or not, that are its active nucleus. */
    static final double ACTIVE_SHARE = 0.1;

    /** What truth tables call what is left of a star that was subtracted beside its place. */
    static final String DIPOLE = "dipole";

    private static final int MOST_ATTEMPTS = 24;

    /** Days of the night and some to spare. */
    private static final double SPAN = 2;

    private final Cosmology cosmology;

    Changes(Cosmology cosmology) {
        this.cosmology = cosmology;
    }

    /**
     * The galaxy that something happens in.
     *
     * @param redshift of it
     * @param iMagnitude of it
     * @param radius half-light radius, arcsec
     * @param axisRatio of its light
     * @param angle of its major axis
     * @param young whether massive stars still explode in it
     */
    record Host(double redshift, double iMagnitude, double radius, double axisRatio, double angle, boolean young) {
        static Host of(Galaxies.Old galaxy) {
            return new Host(
                    galaxy.redshift(), galaxy.iMagnitude(), galaxy.radius(), galaxy.axisRatio(), galaxy.angle(), false);
        }
    }

    /** Fluxes times a factor. */
    static double[] scaled(double[] flux, double factor) {
        double[] scaled = flux.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return scaled;
    }

    /** The first draw that a visit detects, or the brightest one made bright enough. */
    private static Activity detected(Supplier<Activity> attempts, Draw draw) {
        Activity activity = attempts.get();
        for (int attempt = 1; attempt < MOST_ATTEMPTS && activity.visibility() < 1; attempt++) {
            Activity next = attempts.get();
            if (next.visibility() > activity.visibility()) {
                activity = next;
            }
        }
        double visibility = activity.visibility();
        if (visibility >= 1) {
            return activity;
        }
        if (!(visibility > 0)) {
            throw new IllegalStateException("none of " + MOST_ATTEMPTS + " draws of "
                    + activity.changes().get(0).curve().label() + " is lit");
        }
        return activity.times((1.02 + draw.rayleigh(0.3)) / visibility);
    }

    /** What happens in or near a galaxy that is no lens: its nucleus, a supernova in its light, or one in its halo. */
    Activity ofGalaxy(Host host, Draw draw) {
        double what = draw.uniform(0, 1);
        if (what < ACTIVE_SHARE) {
            return nucleus(host, draw);
        }
        if (what < 0.75) {
            return supernova(host, draw);
        }
        // As far out as the images of a lens, so that the place in the picture does not give the answer away.
        double distance = Math.min(2.8, 0.5 + draw.rayleigh(0.6));
        double around = draw.angle();
        return supernova(host, distance * Math.cos(around), distance * Math.sin(around), draw);
    }

    /** An active nucleus in the galaxy's centre. */
    Activity nucleus(Host host, Draw draw) {
        return detected(
                () -> {
                    double iMagnitude = draw.normal(host.iMagnitude() + 1.5, 1, 19, 24);
                    double[] mean = Spectrum.flat(draw).fluxes(iMagnitude);
                    RandomWalk walk = walk(host.redshift(), 0, draw);
                    LightCurve curve = new Flicker("agn", walk, host.redshift(), mean, 0);
                    return new Activity(List.of(new Spot(0, 0, mean)), List.of(Change.at(0, 0, curve)));
                },
                draw);
    }

    /**
     * A walk long enough for a night and a delay, with the damping time and the structure function of MacLeod et al.
     * (2010) for a quasar of M_i = -23 and 10^9 solar masses.
     */
    private static RandomWalk walk(double redshift, double longestDelay, Draw draw) {
        double tau = (1 + redshift) * Math.pow(10, draw.normal(2.4, 0.2));
        double structure = Math.pow(10, draw.normal(-0.51, 0.15));
        return new RandomWalk(-longestDelay - 1, SPAN, tau, structure, draw);
    }

    /** A supernova that follows the light of a galaxy at the centre, its radius drawn as in an exponential disc. */
    Activity supernova(Host host, Draw draw) {
        // r exp(-r/h) with h = R_e/1.68: the sum of two exponential draws.
        double distance = -host.radius() / 1.68 * Math.log((1 - draw.uniform(0, 1)) * (1 - draw.uniform(0, 1)));
        double bounded = Math.min(distance, 3);
        double around = draw.angle();
        double major = bounded * Math.cos(around) / Math.sqrt(host.axisRatio());
        double minor = bounded * Math.sin(around) * Math.sqrt(host.axisRatio());
        double x = Math.cos(host.angle()) * major - Math.sin(host.angle()) * minor;
        double y = Math.sin(host.angle()) * major + Math.cos(host.angle()) * minor;
        return supernova(host, x, y, draw);
    }

    private Activity supernova(Host host, double x, double y, Draw draw) {
        return detected(() -> Activity.of(Change.at(x, y, explosion(host.redshift(), host.young(), draw))), draw);
    }

    /** A supernova that is lit on the first day: from half risen to 60 days after its peak, in its own frame. */
    private Supernova explosion(double redshift, boolean young, Draw draw) {
        double what = young ? draw.uniform(0, 1) : 0;
        Supernova.Type type = what < 0.5 ? Supernova.Type.IA : what < 0.65 ? Supernova.Type.IBC : Supernova.Type.II;
        double phase = draw.uniform(-type.rise() / 2, 60);
        return new Supernova(type, redshift, type.drawPeak(draw), -phase * (1 + redshift), cosmology);
    }

    /** A supernova in a lensed galaxy: each image shows it at its own time, so the later ones may not have lit yet. */
    Activity lensedSupernova(List<Arrival> arrivals, double sourceRedshift, Draw draw) {
        return detected(
                () -> {
                    LightCurve curve = explosion(sourceRedshift, true, draw);
                    return new Activity(List.of(), alertedFirst(images(arrivals, curve), draw));
                },
                draw);
    }

    private static List<Change> images(List<Arrival> arrivals, LightCurve curve) {
        return arrivals.stream()
                .map(image -> new Change(image.x(), image.y(), curve, image.magnification(), image.delay()))
                .toList();
    }

    /** The images with the one that is alerted first: as likely as it is bright. */
    private static List<Change> alertedFirst(List<Change> images, Draw draw) {
        double[] weights = images.stream()
                .mapToDouble(image -> SurveyLimit.visibility(image.on(0).flux()))
                .toArray();
        List<Change> ordered = new ArrayList<>(images);
        ordered.add(0, ordered.remove(draw.weighted(weights)));
        return ordered;
    }

    /**
     * A quasar behind a lens: one walk seen at every image's own time, with the magnitudes that single stars of the
     * lens add or take (microlensing, scatter 0.2). The template has its mean. Of one image only it is called a quasar,
     * not a lensed one.
     */
    Activity lensedQuasar(List<Arrival> arrivals, double sourceRedshift, Draw draw) {
        double longest = arrivals.get(arrivals.size() - 1).delay();
        String label = arrivals.size() > 1 ? "lensed quasar" : "quasar";
        return detected(
                () -> {
                    double[] mean = Spectrum.flat(draw).fluxes(draw.magnitude(20.5, 24.5, 0.3));
                    RandomWalk walk = walk(sourceRedshift, longest, draw);
                    List<Spot> steady = new ArrayList<>();
                    List<Change> changes = new ArrayList<>();
                    for (Arrival image : arrivals) {
                        steady.add(new Spot(image.x(), image.y(), scaled(mean, image.magnification())));
                        LightCurve curve = new Flicker(label, walk, sourceRedshift, mean, draw.normal(0, 0.2));
                        changes.add(new Change(image.x(), image.y(), curve, image.magnification(), image.delay()));
                    }
                    return new Activity(steady, alertedFirst(changes, draw));
                },
                draw);
    }

    /** A star of the scene varies, or flares when its usual variation would not be seen. */
    Activity star(Spot star, Draw draw) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            PeriodicStar.Shape shape = draw.oneOf(List.of(PeriodicStar.Shape.values()));
            double period = shape == PeriodicStar.Shape.RR_LYRAE ? draw.uniform(0.35, 0.85) : draw.logUniform(0.1, 30);
            double amplitude = shape == PeriodicStar.Shape.SINE ? draw.logUniform(0.02, 0.5) : draw.uniform(0.2, 1.2);
            PeriodicStar curve = new PeriodicStar(shape, period, draw.uniform(0, 1), amplitude, star.flux());
            Change change = Change.at(star.x(), star.y(), curve);
            if (SurveyLimit.visibility(change.on(0).flux()) >= 1) {
                return Activity.of(change);
            }
        }
        double[] peak = Spectrum.flat(draw).fluxes(draw.magnitude(19, 23.2, 0.3));
        return detected(
                () -> Activity.of(
                        Change.at(star.x(), star.y(), new Outburst(-draw.uniform(0, 3), draw.uniform(2, 10), peak))),
                draw);
    }

    /** A Solar System object, of the Sun's colour, that is not there in other visits. */
    static Activity passing(Draw draw) {
        double[] flux = Spectrum.star(0.15, draw).fluxes(draw.magnitude(19.5, 23.6, 0.3));
        return Activity.of(Change.at(0, 0, new Steady("solar system object", flux)));
    }

    /**
     * What is left of a star that was subtracted beside its place: light on one side and as much too little on the
     * other.
     */
    static List<Change> misplaced(Spot star, Draw draw) {
        double shift = draw.uniform(0.02, 0.1);
        double direction = draw.angle();
        double x = star.x() + shift * Math.cos(direction);
        double y = star.y() + shift * Math.sin(direction);
        return List.of(
                Change.at(x, y, new Steady(DIPOLE, star.flux())),
                Change.at(star.x(), star.y(), new Steady(DIPOLE, scaled(star.flux(), -1))));
    }

    /** A detection where the sky has not changed. */
    static Activity nothing(double x, double y) {
        return Activity.of(Change.at(x, y, Steady.DARK));
    }
}

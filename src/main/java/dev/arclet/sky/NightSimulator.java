package dev.arclet.sky;

import dev.arclet.alert.SkyPosition;
import dev.arclet.picture.Stamp;
import dev.arclet.record.SimulatedAlert;
import dev.arclet.sky.NightCast.Target;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Makes the alerts of a night, one by one, each from the plan's seed and its own number alone; nothing is kept
 * between two, so a night of any length takes the same memory. An object that is seen again in another visit is the
 * same scene through another filter, seeing and turn of the camera, with its light curve at that time; where a filter
 * does not show it, the visit alerts on something else.
 *
 * <p>Threads may share an instance. Cost: about 6 ms of one core an alert.
 */
public final class NightSimulator {
    /** Signal-to-noise that a detection needs. */
    static final double FAINTEST_SNR = 5;

    private static final long TEMPLATES = 0x54454D504CL;
    private static final long ALERTS = 0x414C455254L;
    private static final long FLUXES = 0x464C555845L;
    /** Scatter of single detections about their object, arcsec. */
    private static final double ASTROMETRY = 0.06;

    private final NightPlan plan;
    private final NightCast cast;
    private final NightPackets packets;
    private final ThreadLocal<Studio> studios = ThreadLocal.withInitial(Studio::new);

    /** What a thread needs to make scenes and pictures. */
    private static final class Studio {
        private final Population population = new Population();
        private final Camera camera = new Camera();
    }

    /**
     * For one night.
     *
     * @param plan what it holds
     */
    public NightSimulator(NightPlan plan) {
        this.plan = plan;
        this.cast = new NightCast(plan);
        this.packets = new NightPackets(plan);
    }

    /** The night that is made. */
    public NightPlan plan() {
        return plan;
    }

    /** All alerts in the order of time, made as they are asked for. */
    public Stream<NightAlert> alerts() {
        return LongStream.range(0, plan.alerts()).mapToObj(this::alert);
    }

    /** Alert number {@code index} of the night, from 0. */
    public NightAlert alert(long index) {
        if (index < 0 || index >= plan.alerts()) {
            throw new IllegalArgumentException("alert is " + index + "; the night has " + plan.alerts());
        }
        Visit visit = Visit.of(plan, (int) (index / plan.alertsPerVisit()));
        int slot = (int) (index % plan.alertsPerVisit());
        Target target = cast.alerted(visit, slot, studios.get().population);
        return alert(target, visit, slot, Draw.of(plan.seed(), ALERTS, index));
    }

    private NightAlert alert(Target target, Visit visit, int slot, Draw draw) {
        // The template belongs to the field and filter.
        long templateNumber = target.role().field() * 10L + visit.band().index();
        Exposure template = Exposure.template(visit.band(), Draw.of(plan.seed(), TEMPLATES, templateNumber));
        Scene scene = target.subject().on(visit.day());
        double east = draw.normal(0, ASTROMETRY);
        double north = draw.normal(0, ASTROMETRY);
        SkyPosition position = Sky.offset(target.position(), east, north);
        Frame frame = Frame.about(position, visit.rotation(), draw);
        double[] pointing = {scene.alerted().x() + east, scene.alerted().y() + north};
        Camera.Triplet stamps = studios.get().camera.triplet(scene, template, visit.exposure(), frame, pointing, draw);
        spoil(stamps, target.subject(), template, visit.exposure(), draw);
        NightPackets.Images images = new NightPackets.Images(stamps, frame, template, visit.exposure());
        SimulatedAlert alert = packets.alert(
                target, detection(target, visit, slot, position), history(target, visit, slot), images, draw);
        boolean moving = scene.truth().kind() == Kind.MOVING;
        return new NightAlert(alert, scene.truth(), moving ? OptionalLong.empty() : OptionalLong.of(target.id()));
    }

    /** The thing's detections in earlier visits of this night, oldest first. */
    private List<Detection> history(Target target, Visit visit, int slot) {
        return cast.earlier(target, visit, slot).stream()
                .map(past -> detection(target, past, slot, target.position()))
                .toList();
    }

    private Detection detection(Target target, Visit visit, int slot, SkyPosition position) {
        // Measured once, so that the history tells the same flux again.
        long place = (long) visit.number() * plan.alertsPerVisit() + slot;
        Draw draw = Draw.of(plan.seed(), FLUXES, place);
        double fluxError = visit.fluxError();
        double flux = target.flux(visit);
        // A fault is no light on the sky, and was measured as some.
        double measured = isDark(target.subject())
                ? fluxError * (FAINTEST_SNR + 0.2 + draw.rayleigh(4))
                : flux + draw.normal(0, fluxError / 5);
        return new Detection(
                cast.sourceId(visit.number(), slot),
                target.id(),
                target.subject().truth().kind() == Kind.MOVING,
                visit.number(),
                position,
                measured,
                fluxError);
    }

    private static boolean isDark(Subject subject) {
        return subject.changes().get(0).curve() == Steady.DARK;
    }

    private static void spoil(Camera.Triplet stamps, Subject subject, Exposure template, Exposure science, Draw draw) {
        Stamp deep = stamps.template();
        Faults.ofTemplate(deep.pixels(), deep.width(), Math.sqrt(template.skyVariance()), draw);
        float[] visit = stamps.science().pixels();
        float[] difference = stamps.difference().pixels();
        double sigma = Math.sqrt(science.skyVariance());
        Faults.ofVisit(visit, difference, deep.width(), sigma, draw);
        if (subject.truth().kind() == Kind.ARTEFACT && isDark(subject)) {
            Faults.inTheMiddle(visit, difference, deep.width(), sigma, draw);
        }
    }
}

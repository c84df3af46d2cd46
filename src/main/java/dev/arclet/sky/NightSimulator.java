package dev.arclet.sky;

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
 * <p>Threads may share an instance. Cost: about 6 ms of one core an alert, a little more with its history of earlier nights.
 */
public final class NightSimulator {
    private static final long ALERTS = 0x414C455254L;
    /** Scatter of single detections about their object, arcsec. */
    private static final double ASTROMETRY = 0.06;

    private static final long DETECTIONS = 0x444554454354L;

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
        Scene scene = target.subject().on(visit.day());
        Detection detection = detection(target, visit, slot);
        Frame frame = Frame.about(detection.position(), visit.rotation(), draw);
        double[] pointing = {
            scene.alerted().x() + detection.east(), scene.alerted().y() + detection.north()
        };
        Camera.Triplet stamps =
                studios.get().camera.triplet(scene, visit.template(), visit.exposure(), frame, pointing, draw);
        spoil(stamps, target, visit, draw);
        NightPackets.Images images = new NightPackets.Images(stamps, frame, visit.template(), visit.exposure());
        SimulatedAlert alert = packets.alert(target, detection, history(target, visit, slot), images, draw);
        boolean moving = scene.truth().kind() == Kind.MOVING;
        return new NightAlert(alert, scene.truth(), moving ? OptionalLong.empty() : OptionalLong.of(target.id()));
    }

    /** The thing's detections in earlier visits, oldest first. */
    private List<Detection> history(Target target, Visit visit, int slot) {
        return Stream.concat(cast.earlierNights(target).stream(), cast.earlier(target, visit, slot).stream())
                .map(past -> detection(target, past, slot))
                .toList();
    }

    private Detection detection(Target target, Visit visit, int slot) {
        // Each detection has draws of its own, so that the history tells again what the alert told.
        Draw draw = Draw.of(plan.seed(), DETECTIONS, (long) visit.number() * plan.alertsPerVisit() + slot);
        return new Detection(
                cast.sourceId(visit.number(), slot),
                target,
                visit,
                draw.normal(0, ASTROMETRY),
                draw.normal(0, ASTROMETRY),
                cast.measured(target, visit));
    }

    private static void spoil(Camera.Triplet stamps, Target target, Visit visit, Draw draw) {
        Stamp template = stamps.template().stamp();
        int side = template.width();
        double templateSigma = Math.sqrt(visit.template().skyVariance());
        double sigma = Math.sqrt(visit.exposure().skyVariance());
        float[] science = stamps.science().stamp().pixels();
        float[] difference = stamps.difference().stamp().pixels();
        Faults.ofTemplate(template.pixels(), side, templateSigma, draw);
        Faults.ofVisit(science, difference, side, sigma, draw);
        if (!target.subject().fault()) {
            return;
        }
        if (target.role().once()) {
            Faults.detectedInVisit(science, difference, side, sigma, draw);
        } else {
            // A fault of the template is found by every visit; as strong as one visit sees it.
            Faults.detectedInTemplate(template.pixels(), difference, side, sigma, draw);
        }
    }
}

package dev.arclet.sky;

import dev.arclet.alert.SkyPosition;
import dev.arclet.picture.Stamp;
import dev.arclet.record.SimulatedAlert;
import dev.arclet.sky.NightCast.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Makes the alerts of a night, one by one, each from the plan's seed and its own number alone; nothing is kept
 * between two, so a night of any length takes the same memory. An object that is seen again in another visit is the
 * same scene through another filter, seeing and turn of the camera.
 *
 * <p>Threads may share an instance. Cost: about 6 ms of one core an alert.
 */
public final class NightSimulator {
    /** Signal-to-noise that a detection needs. */
    static final double FAINTEST_SNR = 5;

    private static final long VISITS = 0x5649534954L;
    private static final long TEMPLATES = 0x54454D504CL;
    private static final long ALERTS = 0x414C455254L;
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
        this.packets = new NightPackets(plan, cast);
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
        int visit = (int) (index / plan.alertsPerVisit());
        int slot = (int) (index % plan.alertsPerVisit());
        Target target = cast.target(cast.role(visit, slot), studios.get().population);
        return alert(target, visit, slot, Draw.of(plan.seed(), ALERTS, index));
    }

    private NightAlert alert(Target target, int visit, int slot, Draw draw) {
        LsstBand band = plan.band(visit);
        // Seeing and turn belong to the visit, the template to the field and filter.
        Draw visitDraw = Draw.of(plan.seed(), VISITS, visit);
        double rotation = visitDraw.angle();
        Exposure science = Exposure.visit(band, visitDraw);
        long templateNumber = target.role().field() * 10L + band.index();
        Exposure template = Exposure.template(band, Draw.of(plan.seed(), TEMPLATES, templateNumber));

        double fluxError = band.fiveSigmaFlux(science.seeing()) / 5;
        Scene scene = detectable(target.scene(), band, fluxError, draw);
        double east = draw.normal(0, ASTROMETRY);
        double north = draw.normal(0, ASTROMETRY);
        SkyPosition position = Sky.offset(target.position(), east, north);
        Frame frame = Frame.about(position, rotation, draw);
        double[] pointing = {scene.alerted().x() + east, scene.alerted().y() + north};
        Camera.Triplet stamps = studios.get().camera.triplet(scene, template, science, frame, pointing, draw);
        Kind kind = scene.truth().kind();
        spoil(stamps, kind, template, science, draw);

        boolean moving = kind == Kind.MOVING;
        Detection detection = new Detection(
                cast.sourceId((long) visit * plan.alertsPerVisit() + slot),
                target.id(),
                moving,
                visit,
                position,
                scene.alerted().flux()[band.index()] + draw.normal(0, fluxError / 5),
                fluxError);
        SimulatedAlert alert =
                packets.alert(target, detection, slot, new NightPackets.Images(stamps, frame, template, science), draw);
        return new NightAlert(alert, scene.truth(), moving ? OptionalLong.empty() : OptionalLong.of(target.id()));
    }

    /** The scene with its changes bright enough for this visit to have found the one that the alert is about. */
    private static Scene detectable(Scene scene, LsstBand band, double fluxError, Draw draw) {
        double needed = fluxError * (FAINTEST_SNR + 0.2 + draw.rayleigh(4));
        double flux = scene.alerted().flux()[band.index()];
        if (flux >= FAINTEST_SNR * fluxError) {
            return scene;
        }
        List<Scene.Spot> brighter = new ArrayList<>();
        for (Scene.Spot change : scene.changes()) {
            brighter.add(new Scene.Spot(change.x(), change.y(), Changes.scaled(change.flux(), needed / flux)));
        }
        return new Scene(scene.truth(), scene.glows(), scene.stars(), brighter);
    }

    private static void spoil(Camera.Triplet stamps, Kind kind, Exposure template, Exposure science, Draw draw) {
        Stamp deep = stamps.template();
        Faults.ofTemplate(deep.pixels(), deep.width(), Math.sqrt(template.skyVariance()), draw);
        if (kind == Kind.ARTEFACT) {
            Stamp difference = stamps.difference();
            Faults.inTheMiddle(difference.pixels(), difference.width(), Math.sqrt(science.skyVariance()), draw);
        }
    }
}

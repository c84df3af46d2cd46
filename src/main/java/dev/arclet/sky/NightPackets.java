package dev.arclet.sky;

import dev.arclet.picture.Stamp;
import dev.arclet.record.SimulatedAlert;
import dev.arclet.record.SimulatedDiaObject;
import dev.arclet.record.SimulatedDiaSource;
import dev.arclet.record.SimulatedSsSource;
import dev.arclet.sky.NightCast.Target;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Writes alerts as the observatory does: the detection, its history, its object and the cutouts, of which a few are
 * missing.
 */
final class NightPackets {
    private static final double WITHOUT_TEMPLATE = 0.004;
    private static final double WITHOUT_CUTOUTS = 0.002;
    private static final double USUAL_SEEING = 0.9;
    private static final int PSF_SIDE = 41;
    private static final int TEMPLATE_PSF_SIDE = 49;

    private final NightPlan plan;

    NightPackets(NightPlan plan) {
        this.plan = plan;
    }

    /** The three cutouts of a visit and their conditions. */
    record Images(Camera.Triplet stamps, Frame frame, Exposure template, Exposure science) {}

    SimulatedAlert alert(Target target, Detection detection, List<Detection> earlier, Images images, Draw draw) {
        double missing = draw.uniform(0, 1);
        boolean cutouts = missing >= WITHOUT_CUTOUTS;
        boolean template = missing >= WITHOUT_CUTOUTS + WITHOUT_TEMPLATE;
        Truth truth = target.subject().truth();
        List<SimulatedDiaSource> history =
                earlier.stream().map(past -> past.row(plan, truth, 0, draw)).toList();
        double templateFlux = Math.max(0, middle(images.stamps().template())) * LsstBand.noisePixels(USUAL_SEEING);
        return SimulatedAlert.newBuilder()
                .setDiaSourceId(detection.sourceId())
                .setDiaSource(detection.row(plan, truth, templateFlux, draw))
                .setPrvDiaSources(history.isEmpty() ? null : history)
                .setDiaObject(detection.moving() ? null : object(target, history, detection.visit()))
                .setSsSource(detection.moving() ? solarSystem(detection) : null)
                .setCutoutDifference(
                        cutouts
                                ? cutout(images.stamps().difference(), images.frame(), images.science(), PSF_SIDE)
                                : null)
                .setCutoutScience(
                        cutouts ? cutout(images.stamps().science(), images.frame(), images.science(), PSF_SIDE) : null)
                .setCutoutTemplate(
                        template
                                ? cutout(
                                        images.stamps().template(),
                                        images.frame(),
                                        images.template(),
                                        TEMPLATE_PSF_SIDE)
                                : null)
                .build();
    }

    private static double middle(Stamp stamp) {
        float value = stamp.pixels()[stamp.height() / 2 * stamp.width() + stamp.width() / 2];
        return Float.isNaN(value) ? 0 : value;
    }

    private ByteBuffer cutout(Stamp stamp, Frame frame, Exposure exposure, int psfSide) {
        return ByteBuffer.wrap(
                plan.slim()
                        ? FitsCutout.slim(stamp, frame.rotation())
                        : FitsCutout.full(stamp, frame.rotation(), exposure, psfSide));
    }

    private SimulatedDiaObject object(Target target, List<SimulatedDiaSource> history, int visit) {
        double now = plan.midpointMjd(visit);
        return SimulatedDiaObject.newBuilder()
                .setDiaObjectId(target.id())
                .setRa(target.position().ra())
                .setDec(target.position().dec())
                .setNDiaSources(history.size() + 1)
                .setFirstDiaSourceMjdTai(
                        history.isEmpty() ? now : history.get(0).getMidpointMjdTai())
                .setLastDiaSourceMjdTai(now)
                .build();
    }

    private static SimulatedSsSource solarSystem(Detection detection) {
        return SimulatedSsSource.newBuilder()
                .setSsObjectId(detection.objectId())
                .setDiaSourceId(detection.sourceId())
                .build();
    }
}

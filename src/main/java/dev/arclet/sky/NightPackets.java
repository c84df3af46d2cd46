package dev.arclet.sky;

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
        List<SimulatedDiaSource> history =
                earlier.stream().map(past -> past.row(plan.seed())).toList();
        return SimulatedAlert.newBuilder()
                .setDiaSourceId(detection.sourceId())
                .setDiaSource(detection.row(plan.seed()))
                .setPrvDiaSources(history.isEmpty() ? null : history)
                .setDiaObject(
                        detection.moving()
                                ? null
                                : object(target, history, detection.visit().mjd()))
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

    private ByteBuffer cutout(Camera.Image image, Frame frame, Exposure exposure, int psfSide) {
        Moffat psf = exposure.psfInFrame(frame.rotation());
        return ByteBuffer.wrap(
                plan.slim()
                        ? FitsCutout.slim(image.stamp(), frame.rotation())
                        : FitsCutout.full(image, frame.rotation(), psf, psfSide));
    }

    private static SimulatedDiaObject object(Target target, List<SimulatedDiaSource> history, double now) {
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
                .setSsObjectId(detection.target().id())
                .setDiaSourceId(detection.sourceId())
                .build();
    }
}

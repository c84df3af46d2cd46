package dev.arclet.sky;

import dev.arclet.alert.SkyPosition;
import dev.arclet.picture.Stamp;
import dev.arclet.sky.Scene.Spot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes labelled stamp sets, lenses and look-alikes in turn by chance. Set number n of a seed is the same on every
 * machine and thread. Holds scratch: one instance a thread; about 1 ms a look-alike and 2 ms
 * a lens.
 */
public final class StampSets {
    private static final long PURPOSE = 0x5354414D50L;
    private static final List<LsstBand> BANDS = List.of(LsstBand.I, LsstBand.R, LsstBand.G);
    /** Share of the incomplete sets that have one band only. */
    private static final double LACKS_TWO = 4.0 / 9;
    /** Scatter of single alert positions about their object's, arcsec. */
    private static final double ASTROMETRY = 0.06;

    private final StampPlan plan;
    private final Population population;
    private final Camera camera = new Camera();

    /**
     * A maker of sets.
     *
     * @param plan what they are of
     */
    public StampSets(StampPlan plan) {
        this.plan = plan;
        this.population = new Population(plan.kinds());
    }

    /** Makes one set. */
    public StampSet make(long index) {
        Draw draw = Draw.of(plan.seed(), PURPOSE, index);
        Subject subject = subject(draw);
        Scene alerted = subject.on(0);
        boolean centred = draw.chance(plan.centredShare());
        Scene scene = centred ? alerted.centred() : alerted;
        SkyPosition object = new SkyPosition(draw.uniform(0, 360), draw.uniform(-60, 5));
        List<Camera.Shot> shots = new ArrayList<>();
        List<double[]> pointings = new ArrayList<>();
        for (LsstBand band : bands(draw)) {
            double east = draw.normal(0, ASTROMETRY);
            double north = draw.normal(0, ASTROMETRY);
            Frame frame = Frame.about(Sky.offset(object, east, north), draw.angle(), draw);
            shots.add(new Camera.Shot(Exposure.template(band, draw), frame));
            pointings.add(
                    new double[] {scene.alerted().x() + east, scene.alerted().y() + north});
        }
        List<Stamp> stamps = camera.templates(scene, shots, pointings, draw);
        Map<String, Stamp> byBand = new HashMap<>();
        Map<String, StampSet.Conditions> conditions = new HashMap<>();
        for (int i = 0; i < stamps.size(); i++) {
            Exposure exposure = shots.get(i).exposure();
            Stamp stamp = stamps.get(i);
            double sigma = Math.sqrt(exposure.skyVariance());
            Faults.ofTemplate(stamp.pixels(), stamp.width(), sigma, draw);
            if (subject.fault()) {
                Faults.inTheMiddle(stamp.pixels(), stamp.width(), sigma, draw);
            }
            byBand.put(exposure.band().letter(), stamp);
            conditions.put(exposure.band().letter(), new StampSet.Conditions(exposure.seeing(), exposure.visits()));
        }
        Spot at = scene.alerted();
        return new StampSet(scene.truth(), byBand, conditions, object, at.x(), at.y(), centred);
    }

    private Subject subject(Draw draw) {
        if (!draw.chance(plan.lensChance())) {
            return population.lookAlike(draw);
        }
        return plan.radii() == StampPlan.Radii.EVEN
                ? population.lens(draw.uniform(StampPlan.LEAST_EVEN, StampPlan.LARGEST_EVEN), draw)
                : population.lens(draw);
    }

    private List<LsstBand> bands(Draw draw) {
        List<LsstBand> bands = new ArrayList<>(BANDS);
        double missing = draw.uniform(0, 1);
        double incomplete = 1 - plan.completeShare();
        if (missing < incomplete) {
            bands.remove(draw.whole(0, 2));
        }
        if (missing < LACKS_TWO * incomplete) {
            bands.remove(draw.whole(0, 1));
        }
        return bands;
    }
}

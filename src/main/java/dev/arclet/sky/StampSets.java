package dev.arclet.sky;

import dev.arclet.alert.SkyPosition;
import dev.arclet.picture.Stamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes labelled stamp sets, lenses and look-alikes in turn by chance. Set number n of a seed is the same on every
 * machine and thread. Holds scratch: one instance a thread; about 4 ms a look-alike and 6 ms a lens.
 */
public final class StampSets {
    private static final long PURPOSE = 0x5354414D50L;
    private static final List<LsstBand> BANDS = List.of(LsstBand.I, LsstBand.R, LsstBand.G);
    /** Scatter of single alert positions about their object's, arcsec. */
    private static final double ASTROMETRY = 0.06;

    private final long seed;
    private final double lensShare;
    private final Population population = new Population();
    private final Camera camera = new Camera();

    /**
     * A maker of sets.
     *
     * @param seed of the run
     * @param lensShare chance that a set is a lens, 0 to 1
     */
    public StampSets(long seed, double lensShare) {
        if (!(lensShare >= 0 && lensShare <= 1)) {
            throw new IllegalArgumentException("share of lenses is " + lensShare + "; give 0 to 1");
        }
        this.seed = seed;
        this.lensShare = lensShare;
    }

    /** Makes one set; most have all three of i, r and g, one in four fewer. */
    public StampSet make(long index) {
        Draw draw = Draw.of(seed, PURPOSE, index);
        Scene scene = draw.chance(lensShare) ? population.lens(draw) : population.lookAlike(draw);
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
        for (int i = 0; i < stamps.size(); i++) {
            Exposure exposure = shots.get(i).exposure();
            Stamp stamp = stamps.get(i);
            double sigma = Math.sqrt(exposure.skyVariance());
            Faults.ofTemplate(stamp.pixels(), stamp.width(), sigma, draw);
            if (scene.truth().kind() == Kind.ARTEFACT) {
                Faults.inTheMiddle(stamp.pixels(), stamp.width(), sigma, draw);
            }
            byBand.put(exposure.band().letter(), stamp);
        }
        double offset = Math.hypot(scene.alerted().x(), scene.alerted().y());
        return new StampSet(scene.truth(), byBand, object, offset);
    }

    private static List<LsstBand> bands(Draw draw) {
        List<LsstBand> bands = new ArrayList<>(BANDS);
        double missing = draw.uniform(0, 1);
        if (missing < 0.27) {
            bands.remove(draw.whole(0, 2));
        }
        if (missing < 0.12) {
            bands.remove(draw.whole(0, 1));
        }
        return bands;
    }
}

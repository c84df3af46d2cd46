package dev.arclet.sky;

import java.util.Arrays;
import java.util.List;

/** What a visit in usual seeing detects: an object that alerts has been seen, so it is drawn bright enough for that. */
final class SurveyLimit {
    private static final double USUAL_SEEING = 0.9;
    private static final List<LsstBand> BANDS = List.of(LsstBand.G, LsstBand.R, LsstBand.I);
    private static final double[] LIMITS =
            BANDS.stream().mapToDouble(band -> band.fiveSigmaFlux(USUAL_SEEING)).toArray();

    private SurveyLimit() {}

    /** A flux by band, in nJy, over its 5-sigma limit in the second best of g, r and i. */
    static double visibility(double[] flux) {
        double[] ratios = new double[LIMITS.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = Math.abs(flux[BANDS.get(i).index()]) / LIMITS[i];
        }
        Arrays.sort(ratios);
        return ratios[ratios.length - 2];
    }
}

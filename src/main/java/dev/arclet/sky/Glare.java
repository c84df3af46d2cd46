package dev.arclet.sky;

import dev.arclet.sky.Scene.Spot;
import java.util.List;

/**
 * What a bright star does beyond its point-spread function: spikes by the vanes that hold the camera, and pixels that
 * are full. Works in place on light in nJy a pixel.
 */
final class Glare {
    /** Fainter stars have spikes that drown in the sky, nJy (about magnitude 18). */
    private static final double LEAST_FLUX = Magnitudes.flux(18);

    private static final double IN_SPIKES = 0.03;
    private static final double SPIKE_LENGTH = 2.0;
    private static final int ARMS = 4;
    /** Turns that a template of many visits shows apart; more blur into each other. */
    private static final int MOST_TURNS = 3;
    /** Electrons that a pixel holds. */
    private static final double FULL_WELL = 100_000;

    private Glare() {}

    /**
     * Adds the spikes of the bright stars. The telescope's vanes turn against the sky from visit to visit, so a
     * template shows several crosses, each fainter.
     *
     * @param light the image
     * @param stars some may be bright
     * @param exposure whose conditions it has
     * @param frame where it lies
     * @param pointing where in the scene the frame's reference pixel points, arcsec {east, north}
     * @param draw for the turns; used only when a star is bright
     */
    static void addSpikes(
            float[] light, List<Spot> stars, Exposure exposure, Frame frame, double[] pointing, Draw draw) {
        for (Spot star : stars) {
            double flux = star.flux()[exposure.band().index()];
            if (flux < LEAST_FLUX) {
                continue;
            }
            int turns = Math.min(MOST_TURNS, exposure.visits());
            double x = star.x() - pointing[0];
            double y = star.y() - pointing[1];
            for (int turn = 0; turn < turns; turn++) {
                addCross(light, frame, new double[] {x, y}, flux * IN_SPIKES / turns, exposure.seeing(), draw.angle());
            }
        }
    }

    private static void addCross(float[] light, Frame frame, double[] star, double flux, double seeing, double angle) {
        double sigma = seeing / 2.355;
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double cell = LsstBand.PIXEL * LsstBand.PIXEL;
        // Along an arm the light falls as (1 + r/L)^-2, whose integral is L; across, as the seeing.
        double peak = flux * cell / (ARMS * SPIKE_LENGTH * sigma * Math.sqrt(2 * Math.PI));
        for (int row = 0; row < frame.side(); row++) {
            for (int column = 0; column < frame.side(); column++) {
                double dx = frame.east(column, row) - star[0];
                double dy = frame.north(column, row) - star[1];
                double along = Math.abs(cos * dx + sin * dy);
                double across = Math.abs(cos * dy - sin * dx);
                double sum = arm(along, across / sigma) + arm(across, along / sigma);
                light[row * frame.side() + column] += (float) (peak * sum);
            }
        }
    }

    private static double arm(double along, double sigmas) {
        double fall = 1 + along / SPIKE_LENGTH;
        return sigmas > 5 ? 0 : Math.exp(-0.5 * sigmas * sigmas) / (fall * fall);
    }

    /** Whether the middle of a star is brighter than a pixel can tell, in one visit; its middle pixel taken as a Gaussian's. */
    static boolean fillsPixels(Spot star, Exposure exposure) {
        double sigma = exposure.seeing() / 2.355;
        double share = LsstBand.PIXEL * LsstBand.PIXEL / (2 * Math.PI * sigma * sigma);
        int band = exposure.band().index();
        return star.flux()[band] * share * exposure.band().electronsPerNanojansky() > FULL_WELL;
    }

    /**
     * Lets full pixels overflow along their column, up and down alike, as charge does when it is read out; in a
     * template, where visits of many turns are averaged, they are only cut off.
     */
    static void saturate(float[] light, int side, Exposure exposure) {
        float full = (float) (FULL_WELL / exposure.band().electronsPerNanojansky());
        for (int column = 0; column < side; column++) {
            double excess = 0;
            double weight = 0;
            for (int row = 0; row < side; row++) {
                double over = light[row * side + column] - full;
                if (over > 0) {
                    excess += over;
                    weight += over * row;
                    light[row * side + column] = full;
                }
            }
            if (excess > 0 && exposure.visits() == 1) {
                bleed(light, side, column, (int) Math.round(weight / excess), excess);
            }
        }
    }

    private static void bleed(float[] light, int side, int column, int from, double excess) {
        float full = light[from * side + column];
        double left = excess;
        for (int step = 1; step < side && left > 0; step++) {
            for (int row : new int[] {from - step, from + step}) {
                if (row >= 0 && row < side && left > 0) {
                    double room = Math.min(left, full - light[row * side + column]);
                    light[row * side + column] += (float) room;
                    left -= room;
                }
            }
        }
    }
}

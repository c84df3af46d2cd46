package dev.arclet.sky;

/**
 * The arms of a spiral galaxy: an exponential disc whose light is gathered along logarithmic spirals, seen at an
 * inclination. With one arm it serves as a tidal tail. Normalised numerically.
 */
final class SpiralArms implements Light {
    private static final int WAVE_CELLS = 256;
    /** Where the tables start, as a share of the squared extent: there the arms have no light any more. */
    private static final double CENTRE = 1e-5;

    private static final float[] ARC_TANGENT = {
        -0.016165737f, 0.042909615f, -0.07528964f, 0.10656264f, -0.142089f, 0.19993551f, -0.33333147f, 1
    };

    private final InclinedPlane plane;
    private final double scaleLength;
    private final int arms;
    private final double innerRadius;
    private final RadialTable disc;
    private final RadialTable winding;
    private final float[] wave;
    private final double normal;

    /**
     * A set of arms.
     *
     * @param x centre towards east, arcsec
     * @param y centre towards north, arcsec
     * @param scaleLength of the exponential disc, arcsec along the major axis
     * @param axisRatio apparent, by inclination
     * @param angle of the major axis, radians from east towards north
     * @param arms how many
     * @param pitch angle of the arms in radians; its sign gives the sense of rotation
     * @param phase where the arms start, radians
     * @param sharpness contrast: 1 is a gentle wave, 6 a thin arm
     * @param innerRadius inside which there are no arms, arcsec
     */
    SpiralArms(
            double x,
            double y,
            double scaleLength,
            double axisRatio,
            double angle,
            int arms,
            double pitch,
            double phase,
            double sharpness,
            double innerRadius) {
        this.plane = new InclinedPlane(x, y, axisRatio, angle);
        this.scaleLength = scaleLength;
        this.arms = arms;
        this.innerRadius = innerRadius;
        double end = extent() * extent();
        this.disc = new RadialTable(CENTRE * end, end, s -> disc(Math.sqrt(s)));
        double windings = 1 / Math.tan(pitch);
        this.winding = new RadialTable(
                CENTRE * end,
                end,
                s -> (phase - arms * windings * 0.5 * Math.log(s / (scaleLength * scaleLength))) / (2 * Math.PI));
        this.wave = wave(sharpness);
        // The arms' mean over a turn does not depend on the radius.
        double mean = mean(wave);
        this.normal = 1 / plane.flux(extent(), radius -> mean * disc(radius));
    }

    private static double mean(float[] wave) {
        double mean = 0;
        for (int i = 0; i < WAVE_CELLS; i++) {
            mean += wave[i] / WAVE_CELLS;
        }
        return mean;
    }

    /** The arms' brightness over one turn across them. */
    private static float[] wave(double sharpness) {
        float[] wave = new float[WAVE_CELLS + 1];
        for (int i = 0; i < wave.length; i++) {
            wave[i] = (float) Math.exp(sharpness * (Math.cos(2 * Math.PI * i / WAVE_CELLS) - 1));
        }
        return wave;
    }

    private double disc(double radius) {
        double inner = radius / innerRadius;
        return Math.exp(-radius / scaleLength) * inner * inner / (1 + inner * inner);
    }

    @Override
    public void shine(float[] px, float[] py, int count, float weight, float[] sum) {
        float scale = (float) (weight * normal);
        for (int i = 0; i < count; i++) {
            float major = plane.major(px[i], py[i]);
            float minor = plane.minor(px[i], py[i]);
            float radiusSquared = major * major + minor * minor;
            float light = disc.at(radiusSquared);
            if (light > 0) {
                float turns = arms * turnsAround(minor, major) + winding.at(radiusSquared);
                sum[i] += scale * light * waveAt(turns);
            }
        }
    }

    private float waveAt(float turns) {
        float place = (turns - (float) Math.floor(turns)) * WAVE_CELLS;
        int cell = Math.min((int) place, WAVE_CELLS - 1);
        return wave[cell] + (place - cell) * (wave[cell + 1] - wave[cell]);
    }

    /**
     * The direction of a point in turns, -0.5 to 0.5, to 2e-6: the arc tangent of the smaller over the larger
     * component by a minimax polynomial (Abramowitz and Stegun 4.4.49), unfolded.
     */
    static float turnsAround(float y, float x) {
        float ax = Math.abs(x);
        float ay = Math.abs(y);
        float t = Math.min(ax, ay) / Math.max(Math.max(ax, ay), Float.MIN_NORMAL);
        float s = t * t;
        float series = 0.0028662258f;
        for (float coefficient : ARC_TANGENT) {
            series = series * s + coefficient;
        }
        float turns = t * series * (float) (0.5 / Math.PI);
        turns = ay > ax ? 0.25f - turns : turns;
        turns = x < 0 ? 0.5f - turns : turns;
        return Math.copySign(turns, y);
    }

    @Override
    public double x() {
        return plane.x();
    }

    @Override
    public double y() {
        return plane.y();
    }

    @Override
    public double extent() {
        return 5 * scaleLength;
    }

    @Override
    public double core() {
        return extent();
    }

    @Override
    public double grain() {
        return 0.3 * scaleLength * plane.axisRatio();
    }
}

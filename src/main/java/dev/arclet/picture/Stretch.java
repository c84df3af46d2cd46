package dev.arclet.picture;

/**
 * Brings the planes of a picture to the range that networks are trained on, so that faint arcs show beside bright centres and
 * colours survive. Training and serving both use this class, so its definition is part of a model:
 *
 * <ol>
 *   <li>A channel's <em>sky</em> is the median of its pixels that have data, and is subtracted from it.
 *   <li>A channel's <em>noise</em> is 1.4826 times the median of the absolute values that are left (the standard deviation, were
 *       they Gaussian).
 *   <li>The <em>scale</em>, one for all channels, is the largest over the present channels of max(percentile {@code clipHigh} of the
 *       channel, 3 noise). A channel whose own such value is within rounding of its sky (4 units in the last place of a float)
 *       counts 0.
 *   <li>A pixel x of a channel becomes v = max(x, percentile {@code clipLow} of the channel) / scale, held between -1 and 1, and
 *       then asinh(v / softening) / asinh(1 / softening), after Lupton et al. 1999, AJ 118, 1406. With a scale of 0 it becomes 0.
 *   <li>A pixel without data (NaN) becomes 0, the value of the sky.
 * </ol>
 *
 * <p>Percentiles are interpolated linearly between the two nearest pixels. Adding a constant to a channel, or multiplying all
 * channels by the same positive number, changes nothing beyond rounding.
 *
 * @param clipLow lower percentile, 0 to less than 50
 * @param clipHigh upper percentile, more than 50 to 100
 * @param softening brightness, in units of the scale, at which the stretch turns from linear to logarithmic; more than 0, at most 10
 */
public record Stretch(double clipLow, double clipHigh, double softening) {
    private static final double GAUSSIAN = 1.4826;
    private static final int MIN_SIGMAS = 3;

    public Stretch {
        if (!(clipLow >= 0 && clipLow < 50)) {
            throw new IllegalArgumentException(
                    "stretch clipLow is " + clipLow + "; give a percentile from 0 to less than 50");
        }
        if (!(clipHigh > 50 && clipHigh <= 100)) {
            throw new IllegalArgumentException(
                    "stretch clipHigh is " + clipHigh + "; give a percentile of more than 50, at most 100");
        }
        if (!(softening > 0 && softening <= 10)) {
            throw new IllegalArgumentException(
                    "stretch softening is " + softening + "; give more than 0, at most 10 (0.02 is usual)");
        }
    }

    /** Memory that calls with planes of one size can share; not for two threads at once. */
    public static final class Scratch {
        private final float[] values;

        /**
         * For planes of this many pixels.
         *
         * @param planePixels pixels of one channel
         */
        public Scratch(int planePixels) {
            this.values = new float[planePixels];
        }
    }

    /**
     * Stretches in place. Planes of absent channels are left as they are.
     *
     * @param planes the channels one after another, of equal size; NaN is no data
     * @param channels how many
     * @param present which of them take part
     */
    public void apply(float[] planes, int channels, boolean[] present) {
        apply(planes, channels, present, new Scratch(planes.length / channels));
    }

    /**
     * As {@link #apply(float[], int, boolean[])}, on memory given.
     *
     * @param scratch made for planes of this size
     */
    public void apply(float[] planes, int channels, boolean[] present, Scratch scratch) {
        int pixels = planes.length / channels;
        Levels[] levels = new Levels[channels];
        float scale = 0;
        for (int channel = 0; channel < channels; channel++) {
            if (present[channel]) {
                levels[channel] = levels(planes, channel * pixels, pixels, scratch.values);
                scale = Math.max(scale, levels[channel].scale);
            }
        }
        for (int channel = 0; channel < channels; channel++) {
            if (present[channel]) {
                squash(planes, channel * pixels, pixels, levels[channel], scale);
            }
        }
    }

    private record Levels(float sky, float low, float scale) {
        static final Levels NONE = new Levels(0, 0, 0);
    }

    private Levels levels(float[] planes, int offset, int pixels, float[] values) {
        int count = 0;
        for (int i = offset; i < offset + pixels; i++) {
            values[count] = planes[i];
            count += Float.isNaN(planes[i]) ? 0 : 1;
        }
        if (count == 0) {
            return Levels.NONE;
        }
        double last = count - 1;
        int middle = (count - 1) / 2;
        float sky = Selection.at(values, 0, count, last / 2);
        float high = Selection.at(values, middle, count, clipHigh / 100 * last) - sky;
        float low = Selection.at(values, 0, middle + 1, clipLow / 100 * last) - sky;
        float noise = noise(values, count, sky);
        float scale = Math.max(high, MIN_SIGMAS * noise);
        return new Levels(sky, low, scale > 4 * Math.ulp(sky) ? scale : 0);
    }

    private static float noise(float[] values, int count, float sky) {
        for (int i = 0; i < count; i++) {
            values[i] = Math.abs(values[i] - sky);
        }
        return (float) GAUSSIAN * Selection.at(values, 0, count, (count - 1) / 2.0);
    }

    private void squash(float[] planes, int offset, int pixels, Levels levels, float scale) {
        double unit = 1 / asinh(1 / softening);
        for (int i = offset; i < offset + pixels; i++) {
            float above = Math.max(planes[i] - levels.sky, levels.low);
            if (Float.isNaN(above) || scale == 0) {
                planes[i] = 0;
            } else {
                double v = Math.min(above / scale, 1);
                planes[i] = (float) (Math.signum(v) * unit * asinh(Math.min(Math.abs(v), 1) / softening));
            }
        }
    }

    /** Of a number that isn't negative. */
    private static double asinh(double u) {
        return Math.log(u + Math.sqrt(u * u + 1));
    }
}

package dev.arclet.picture;

/**
 * Brings the planes of a picture to the range that networks are trained on, so that faint arcs show beside bright centres and
 * colours survive. Training and serving both use this definition ({@link Stretcher} is its code), so its definition is part of a model:
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

    /**
     * Stretches planes once, in place; {@link Stretcher} for many.
     *
     * @param planes the channels one after another, of equal size; NaN is no data
     * @param channels how many
     * @param present for each channel, whether it takes part
     */
    public void apply(float[] planes, int channels, boolean[] present) {
        new Stretcher(this, planes.length / channels).apply(planes, present);
    }
}

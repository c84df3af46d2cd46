package dev.arclet.picture;

/**
 * One cutout image: pixels and how they lie on the sky.
 *
 * <p>The array is not copied; whoever holds a stamp must not write to it.
 *
 * @param width pixels along x (NAXIS1)
 * @param height pixels along y (NAXIS2)
 * @param pixels row by row from the bottom, {@code pixels[y * width + x]}, in the survey's flux unit (Rubin: nJy); NaN is no data
 * @param orientation on the sky
 */
public record Stamp(int width, int height, float[] pixels, Orientation orientation) {
    /** Most pixels along a side; the largest alert stamps known are 102 pixels wide. */
    public static final int MAX_SIDE = 4096;

    public Stamp {
        if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE) {
            throw new IllegalArgumentException(
                    "stamp is %d x %d pixels; give 1 to %d a side".formatted(width, height, MAX_SIDE));
        }
        if (pixels.length != width * height) {
            throw new IllegalArgumentException(
                    "stamp of %d x %d has %d pixels; give %d".formatted(width, height, pixels.length, width * height));
        }
    }
}

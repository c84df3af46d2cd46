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
public record Stamp(int width, int height, float[] pixels, Orientation orientation) {}

package dev.arclet.evaluation.sample;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The planes of one of other people's pictures, before they are put on a model's grid.
 *
 * @param width pixels
 * @param height pixels
 * @param bands one a plane
 * @param pixels one array a plane, row by row
 * @param topFirst whether the first row is the uppermost, as on screens; in FITS it is the lowest
 * @param pixelScale arcsec a pixel, where the file says it
 */
record Planes(
        int width, int height, List<String> bands, List<float[]> pixels, boolean topFirst, OptionalDouble pixelScale) {}

package dev.arclet.picture;

import dev.arclet.alert.SkyPosition;
import java.util.Optional;

/**
 * How a stamp lies on the sky: the affine map from pixel offsets to offsets on the tangent plane,
 * {@code east = xEast*dx + yEast*dy, north = xNorth*dx + yNorth*dy}, with {@code dx = x - refX, dy = y - refY}. It is the FITS
 * PC/CD matrix (times CDELT) in arcseconds.
 *
 * @param xEast arcseconds towards east for one pixel along x (NAXIS1)
 * @param yEast arcseconds towards east for one pixel along y
 * @param xNorth arcseconds towards north for one pixel along x
 * @param yNorth arcseconds towards north for one pixel along y
 * @param refX reference pixel along x, counted from 0 at the centre of the first pixel (CRPIX1 - 1)
 * @param refY reference pixel along y, counted from 0 at the centre of the first pixel (CRPIX2 - 1)
 * @param reference sky position of the reference pixel (CRVAL), where the stamp gives one
 */
public record Orientation(
        double xEast,
        double yEast,
        double xNorth,
        double yNorth,
        double refX,
        double refY,
        Optional<SkyPosition> reference) {}

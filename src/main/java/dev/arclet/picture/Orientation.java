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
        Optional<SkyPosition> reference) {

    /** Least determinant relative to the matrix' own size; below it the two pixel axes point the same way. */
    private static final double SINGULAR = 1e-6;

    public Orientation {
        double size = xEast * xEast + yEast * yEast + xNorth * xNorth + yNorth * yNorth;
        double determinant = xEast * yNorth - yEast * xNorth;
        if (!(size > 0 && size < Double.MAX_VALUE && Math.abs(determinant) > SINGULAR * size)) {
            throw new IllegalArgumentException(
                    "orientation matrix is [%s %s; %s %s] arcsec; give one that is invertible"
                            .formatted(xEast, yEast, xNorth, yNorth));
        }
        if (!(Math.abs(refX) < 1e9 && Math.abs(refY) < 1e9)) {
            throw new IllegalArgumentException(
                    "reference pixel is (%s, %s); give one within 1e9 pixels".formatted(refX, refY));
        }
    }

    /**
     * North up and east left about the centre of a stamp, for stamps that don't say how they lie.
     *
     * @param pixelScale arcseconds a pixel
     * @param width pixels along x
     * @param height pixels along y
     */
    public static Orientation northUp(double pixelScale, int width, int height) {
        return new Orientation(-pixelScale, 0, 0, pixelScale, (width - 1) / 2.0, (height - 1) / 2.0, Optional.empty());
    }

    /** Arcseconds a pixel, the side of a square with the pixel's area. */
    public double pixelScale() {
        return Math.sqrt(Math.abs(xEast * yNorth - yEast * xNorth));
    }
}

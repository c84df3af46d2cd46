package dev.arclet.sky;

import dev.arclet.picture.Grid;

/**
 * Where a lens's arcs are and how plainly they show: their signal-to-noise in each camera pixel, as the label rule
 * measures it, in the band where they show best. Networks learn faster when they are told where to look. Immutable.
 */
public final class ArcMap {
    /** Of a scene without arcs. */
    public static final ArcMap NONE = new ArcMap(0, 0, new float[0][0]);

    private final double centreX;
    private final double centreY;
    private final float[][] significance;

    /**
     * A map.
     *
     * @param centreX scene position of its middle cell towards east, arcsec
     * @param centreY the same towards north
     * @param significance signal-to-noise by row (towards north) and column (towards east) in cells of a camera pixel;
     *     the middle cell is number length / 2; not copied
     */
    ArcMap(double centreX, double centreY, float[][] significance) {
        this.centreX = centreX;
        this.centreY = centreY;
        this.significance = significance;
    }

    /**
     * The map on a picture's grid: signal-to-noise a camera pixel, interpolated; 0 where there are no arcs.
     *
     * @param grid of the picture, or a coarser one of the same field of view
     * @param pointedX scene position of the picture's middle towards east, arcsec
     * @param pointedY the same towards north
     * @return size * size values, row by row from the north, each row from the east
     */
    float[] onto(Grid grid, double pointedX, double pointedY) {
        int size = grid.size();
        float[] values = new float[size * size];
        for (int row = 0; row < size; row++) {
            double north = pointedY + ((size - 1) / 2.0 - row) * grid.pixelScale();
            for (int column = 0; column < size; column++) {
                double east = pointedX + ((size - 1) / 2.0 - column) * grid.pixelScale();
                values[row * size + column] = at(east, north);
            }
        }
        return values;
    }

    private float at(double east, double north) {
        int middle = significance.length / 2;
        double column = (east - centreX) / LsstBand.PIXEL + middle;
        double row = (north - centreY) / LsstBand.PIXEL + middle;
        int left = (int) Math.floor(column);
        int bottom = (int) Math.floor(row);
        if (left < 0 || bottom < 0 || left + 1 >= significance.length || bottom + 1 >= significance.length) {
            return 0;
        }
        double right = column - left;
        double top = row - bottom;
        double below = (1 - right) * significance[bottom][left] + right * significance[bottom][left + 1];
        double above = (1 - right) * significance[bottom + 1][left] + right * significance[bottom + 1][left + 1];
        return (float) ((1 - top) * below + top * above);
    }
}

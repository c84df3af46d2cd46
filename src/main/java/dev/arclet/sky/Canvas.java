package dev.arclet.sky;

import java.util.Arrays;

/**
 * The fine sky-aligned grid that scenes are painted on before seeing and pixels blur them: cells of 0.1 arcsec, half
 * a camera pixel. Planes are {@code [row][column]}, rows towards north and columns towards east, and hold flux per
 * cell. Light narrower than a cell comes to lie on the cell's middle, up to 0.05 arcsec off. Immutable.
 */
final class Canvas {
    /** Cells along a side: a power of two for the Fourier transform. */
    static final int SIDE = 128;

    /** Arcseconds a cell. */
    static final double STEP = 0.1;

    private static final double HALF_WIDTH = SIDE / 2 * STEP;

    private final double centreX;
    private final double centreY;
    /** The first row and column that is painted, and that after the last. */
    private final int first;

    private final int end;

    /** A canvas whose cell (64, 64) lies at a point of the scene. */
    Canvas(double centreX, double centreY) {
        this(centreX, centreY, HALF_WIDTH);
    }

    /**
     * A canvas that is painted in the middle only.
     *
     * @param reach how far from the middle, arcsec along rows and columns
     */
    Canvas(double centreX, double centreY, double reach) {
        this.centreX = centreX;
        this.centreY = centreY;
        int cells = (int) Math.min(SIDE / 2, Math.ceil(reach / STEP));
        this.first = SIDE / 2 - cells;
        this.end = SIDE / 2 + cells;
    }

    /** An empty plane. */
    static float[][] plane() {
        return new float[SIDE][SIDE];
    }

    /** Makes a plane empty again. */
    static void clear(float[][] plane) {
        for (float[] row : plane) {
            Arrays.fill(row, 0);
        }
    }

    /** Column (with fraction) of a scene position. */
    double column(double atX) {
        return (atX - centreX) / STEP + SIDE / 2;
    }

    /** Row (with fraction) of a scene position. */
    double row(double atY) {
        return (atY - centreY) / STEP + SIDE / 2;
    }

    /** Scene position of a column. */
    double x(double column) {
        return centreX + (column - SIDE / 2) * STEP;
    }

    /** Scene position of a row. */
    double y(double row) {
        return centreY + (row - SIDE / 2) * STEP;
    }

    /** Adds brightnesses, times a scale, to a part of a plane's row. */
    static void add(float[] brightness, int from, int to, float scale, float[] row) {
        for (int column = from; column < to; column++) {
            row[column] += scale * brightness[column];
        }
    }

    /** Place of a sample in units of cells from the middle of the first cell. */
    static double inCell(int sample, int samples) {
        return (sample + 0.5) / samples - 0.5;
    }

    /** The cells whose middles are within a square, clipped to what is painted. */
    Box box(double atX, double atY, double halfWidth) {
        double bounded = Math.min(halfWidth, 4 * HALF_WIDTH);
        return new Box(
                clip(Math.ceil(column(atX - bounded))),
                clip(Math.floor(column(atX + bounded)) + 1),
                clip(Math.ceil(row(atY - bounded))),
                clip(Math.floor(row(atY + bounded)) + 1));
    }

    private int clip(double index) {
        return (int) Math.max(first, Math.min(end, index));
    }

    /** Columns from left to before right, rows from bottom to before top. */
    record Box(int left, int right, int bottom, int top) {
        boolean has(int row) {
            return row >= bottom && row < top;
        }

        Box within(Box outer) {
            return new Box(
                    Math.max(left, outer.left),
                    Math.min(right, outer.right),
                    Math.max(bottom, outer.bottom),
                    Math.min(top, outer.top));
        }
    }
}

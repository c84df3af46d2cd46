package dev.arclet.sky;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds where a lens shows a point source: the sky is cut into small triangles, each is shot back to the source
 * plane, and those that then hold the source are refined by Newton's method (after Keeton 2001, gravlens).
 */
final class PointImages {
    private static final double CELL = 0.1;
    private static final int NEWTON_STEPS = 12;

    private PointImages() {}

    /**
     * One image.
     *
     * @param x towards east, arcsec
     * @param y towards north, arcsec
     * @param magnification without its sign
     */
    record Image(double x, double y, double magnification) {}

    /**
     * All images of a point source, the most magnified first. The demagnified one in a singular centre does not
     * exist.
     */
    static List<Image> find(SieLens lens, double sourceX, double sourceY) {
        double offset = Math.hypot(sourceX - lens.x(), sourceY - lens.y());
        double reach = 1.6 * lens.einsteinRadius() + 1.2 * offset + 2 * CELL;
        int half = (int) Math.ceil(reach / CELL);
        int side = 2 * half + 1;
        // Half a cell off centre, so that the singular point is never a corner.
        double left = lens.x() - (half + 0.5) * CELL;
        double bottom = lens.y() - (half + 0.5) * CELL;
        Corners below = new Corners(lens, left, side);
        Corners above = new Corners(lens, left, side);
        below.shoot(bottom, sourceX, sourceY);
        List<Image> images = new ArrayList<>();
        for (int row = 1; row < side; row++) {
            above.shoot(bottom + row * CELL, sourceX, sourceY);
            for (int column = 1; column < side; column++) {
                if (below.holdsOrigin(column - 1, column, above, column - 1)
                        || above.holdsOrigin(column, column - 1, below, column)) {
                    double x = left + (column - 0.5) * CELL;
                    double y = bottom + (row - 0.5) * CELL;
                    refine(lens, x, y, sourceX, sourceY, images);
                }
            }
            Corners free = below;
            below = above;
            above = free;
        }
        images.sort(Comparator.comparingDouble(Image::magnification).reversed());
        return images;
    }

    /** One row of the triangles' corners, shot back to where they lie about the source. */
    private static final class Corners {
        private final SieLens lens;
        private final float[] thetaX;
        private final float[] thetaY;
        private final float[] x;
        private final float[] y;

        Corners(SieLens lens, double left, int count) {
            this.lens = lens;
            this.thetaX = new float[count];
            this.thetaY = new float[count];
            this.x = new float[count];
            this.y = new float[count];
            for (int i = 0; i < count; i++) {
                thetaX[i] = (float) (left + i * CELL);
            }
        }

        void shoot(double atY, double sourceX, double sourceY) {
            Arrays.fill(thetaY, (float) atY);
            lens.shoot(thetaX, thetaY, thetaX.length, x, y);
            for (int i = 0; i < x.length; i++) {
                x[i] -= (float) sourceX;
                y[i] -= (float) sourceY;
            }
        }

        /** Whether the source is in the triangle of two corners of this row and one of another. */
        boolean holdsOrigin(int i, int j, Corners other, int k) {
            float first = x[i] * y[j] - y[i] * x[j];
            float second = x[j] * other.y[k] - y[j] * other.x[k];
            float third = other.x[k] * y[i] - other.y[k] * x[i];
            return (first >= 0) == (second >= 0) && (second >= 0) == (third >= 0);
        }
    }

    private static void refine(
            SieLens lens, double startX, double startY, double sourceX, double sourceY, List<Image> images) {
        double x = startX;
        double y = startY;
        double[] here = new double[2];
        double[] east = new double[2];
        double[] north = new double[2];
        double h = 1e-5;
        for (int step = 0; step < NEWTON_STEPS; step++) {
            lens.deflect(x, y, here);
            lens.deflect(x + h, y, east);
            lens.deflect(x, y + h, north);
            double missX = x - here[0] - sourceX;
            double missY = y - here[1] - sourceY;
            double xx = 1 - (east[0] - here[0]) / h;
            double yx = -(east[1] - here[1]) / h;
            double xy = -(north[0] - here[0]) / h;
            double yy = 1 - (north[1] - here[1]) / h;
            double determinant = xx * yy - xy * yx;
            double stepX = (yy * missX - xy * missY) / determinant;
            double stepY = (xx * missY - yx * missX) / determinant;
            double length = Math.hypot(stepX, stepY);
            double damping = length > CELL ? CELL / length : 1;
            x -= damping * stepX;
            y -= damping * stepY;
        }
        lens.deflect(x, y, here);
        double miss = Math.hypot(x - here[0] - sourceX, y - here[1] - sourceY);
        double magnification = Math.abs(lens.magnification(x, y));
        // Not miss < 1e-6: that also refuses NaN.
        if (!(miss < 1e-6) || !(magnification > 0.01) || Math.hypot(x - lens.x(), y - lens.y()) < 0.01) {
            return;
        }
        for (Image known : images) {
            if (Math.hypot(known.x() - x, known.y() - y) < 1e-3) {
                return;
            }
        }
        images.add(new Image(x, y, magnification));
    }
}

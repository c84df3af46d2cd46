package dev.arclet.sky;

import java.util.ArrayList;
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
        double[] below = shoot(lens, left, bottom, side, sourceX, sourceY);
        List<Image> images = new ArrayList<>();
        for (int row = 1; row < side; row++) {
            double[] above = shoot(lens, left, bottom + row * CELL, side, sourceX, sourceY);
            for (int column = 1; column < side; column++) {
                int a = 2 * (column - 1);
                int b = 2 * column;
                if (holdsOrigin(below, a, below, b, above, a) || holdsOrigin(above, b, below, b, above, a)) {
                    double x = left + (column - 0.5) * CELL;
                    double y = bottom + (row - 0.5) * CELL;
                    refine(lens, x, y, sourceX, sourceY, images);
                }
            }
            below = above;
        }
        images.sort(Comparator.comparingDouble(Image::magnification).reversed());
        return images;
    }

    /** Source-plane offsets from the source for one row of corners: x0, y0, x1, y1, ... */
    private static double[] shoot(SieLens lens, double left, double y, int corners, double sourceX, double sourceY) {
        double[] row = new double[2 * corners];
        double[] alpha = new double[2];
        for (int i = 0; i < corners; i++) {
            double x = left + i * CELL;
            lens.deflect(x, y, alpha);
            row[2 * i] = x - alpha[0] - sourceX;
            row[2 * i + 1] = y - alpha[1] - sourceY;
        }
        return row;
    }

    private static boolean holdsOrigin(double[] p, int i, double[] q, int j, double[] r, int k) {
        double first = p[i] * q[j + 1] - p[i + 1] * q[j];
        double second = q[j] * r[k + 1] - q[j + 1] * r[k];
        double third = r[k] * p[i + 1] - r[k + 1] * p[i];
        return (first >= 0) == (second >= 0) && (second >= 0) == (third >= 0);
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

package dev.arclet.sky;

import java.util.Arrays;

/**
 * Paints what a lens makes of a source on a {@link Canvas}, by inverse ray-shooting: one ray a cell finds out where
 * there is light, more measure it. Holds scratch: one instance a thread.
 */
final class RayShooter {
    /**
     * How many rays are shot through a cell where they come near the source, along a side; one less in its outskirts,
     * and one where there is hardly any light.
     */
    enum Rays {
        /** For pictures: three, or six along a camera pixel. */
        FINE,
        /** For judging: two. */
        COARSE;

        private int near() {
            return this == FINE ? 3 : 2;
        }

        private int far() {
            return this == FINE ? 2 : 1;
        }
    }

    /** Brightness, of a flux of 1 over the core's square, below which one ray in a cell is enough: 0.3 % of the peak. */
    private static final double FAINT = 0.004;

    /** Rays that are shot together: 128 cells of 3 x 3. */
    private static final int BATCH = 9 * Canvas.SIDE;

    private final float[] x = new float[BATCH];
    private final float[] y = new float[BATCH];
    private final float[] betaX = new float[BATCH];
    private final float[] betaY = new float[BATCH];
    private final float[] sum = new float[BATCH];
    private final float[] strip = new float[Canvas.SIDE];
    private final int[] nearCells = new int[Canvas.SIDE * Canvas.SIDE];
    private final int[] farCells = new int[Canvas.SIDE * Canvas.SIDE];
    private int nearCount;
    private int farCount;

    /** Adds the images that a lens makes of a light, by shooting rays from the canvas back to the source plane. */
    void paint(Canvas canvas, Light source, SieLens lens, Rays rays, double[] flux, float[][][] planes) {
        double offset = Math.hypot(source.x() - lens.x(), source.y() - lens.y());
        // No image lies farther out than the deflection can bring light in from.
        Canvas.Box box = canvas.box(lens.x(), lens.y(), 1.5 * lens.einsteinRadius() + 1.3 * (offset + source.extent()));
        int count = box.right() - box.left();
        nearCount = 0;
        farCount = 0;
        for (int row = box.bottom(); row < box.top(); row++) {
            for (int i = 0; i < count; i++) {
                x[i] = (float) canvas.x(box.left() + i);
            }
            Arrays.fill(y, 0, count, (float) canvas.y(row));
            lens.shoot(x, y, count, betaX, betaY);
            Arrays.fill(sum, 0, count, 0);
            source.shine(betaX, betaY, count, 1, sum);
            sort(canvas, source, lens, row, box.left(), count);
            for (int plane = 0; plane < planes.length; plane++) {
                Canvas.add(
                        strip,
                        box.left(),
                        box.right(),
                        (float) (flux[plane] * Canvas.STEP * Canvas.STEP),
                        planes[plane][row]);
            }
        }
        shoot(canvas, source, lens, nearCells, nearCount, rays.near(), flux, planes);
        shoot(canvas, source, lens, farCells, farCount, rays.far(), flux, planes);
    }

    /** Leaves in the strip what one ray a cell has seen, less the cells that need more, which are put on lists. */
    private void sort(Canvas canvas, Light source, SieLens lens, int row, int left, int count) {
        float near = squared(source.core() + 2.5 * Canvas.STEP);
        float faint = (float) FAINT / squared(source.core());
        float sourceX = (float) source.x();
        float sourceY = (float) source.y();
        float lensX = (float) lens.x();
        float singular = Math.abs(canvas.y(row) - lens.y()) < Canvas.STEP ? (float) Canvas.STEP : 0;
        for (int i = 0; i < count; i++) {
            float missX = betaX[i] - sourceX;
            float missY = betaY[i] - sourceY;
            float light = sum[i];
            if (missX * missX + missY * missY < near || Math.abs(x[i] - lensX) < singular) {
                nearCells[nearCount++] = row * Canvas.SIDE + left + i;
                light = 0;
            } else if (light > faint) {
                farCells[farCount++] = row * Canvas.SIDE + left + i;
                light = 0;
            }
            strip[left + i] = light;
        }
    }

    private static float squared(double value) {
        return (float) (value * value);
    }

    /** Adds the mean of rays x rays rays to each of some cells. */
    private void shoot(
            Canvas canvas,
            Light source,
            SieLens lens,
            int[] cells,
            int count,
            int rays,
            double[] flux,
            float[][][] planes) {
        int batch = BATCH / (rays * rays);
        for (int from = 0; from < count; from += batch) {
            int to = Math.min(from + batch, count);
            int shot = aim(canvas, cells, from, to, rays);
            lens.shoot(x, y, shot, betaX, betaY);
            Arrays.fill(sum, 0, shot, 0);
            source.shine(betaX, betaY, shot, (float) (Canvas.STEP * Canvas.STEP / (rays * rays)), sum);
            collect(cells, from, to, rays, flux, planes);
        }
    }

    private int aim(Canvas canvas, int[] cells, int from, int to, int rays) {
        float spacing = (float) (Canvas.STEP / rays);
        float left = (float) canvas.x(Canvas.inCell(0, rays));
        float bottom = (float) canvas.y(Canvas.inCell(0, rays));
        int shot = 0;
        for (int i = from; i < to; i++) {
            int row = cells[i] / Canvas.SIDE;
            int column = cells[i] % Canvas.SIDE;
            float firstX = left + column * (float) Canvas.STEP;
            float rayY = bottom + row * (float) Canvas.STEP;
            for (int j = 0; j < rays; j++) {
                for (int k = 0; k < rays; k++) {
                    x[shot] = firstX + k * spacing;
                    y[shot++] = rayY;
                }
                rayY += spacing;
            }
        }
        return shot;
    }

    private void collect(int[] cells, int from, int to, int rays, double[] flux, float[][][] planes) {
        int shot = 0;
        for (int i = from; i < to; i++) {
            float light = 0;
            for (int ray = 0; ray < rays * rays; ray++) {
                light += sum[shot++];
            }
            for (int plane = 0; plane < planes.length; plane++) {
                planes[plane][cells[i] / Canvas.SIDE][cells[i] % Canvas.SIDE] += (float) flux[plane] * light;
            }
        }
    }
}

package dev.arclet.sky;

import java.util.Arrays;

/**
 * The fine sky-aligned grid that scenes are painted on before seeing and pixels blur them: cells of 0.1 arcsec, half
 * a camera pixel, sub-sampled wherever a profile changes faster. Planes are {@code [row][column]}, rows towards north
 * and columns towards east, and hold flux per cell. Light narrower than a cell comes to lie on the cell's middle, up
 * to 0.05 arcsec off. Holds scratch: one instance a thread.
 */
final class Canvas {
    /** Cells along a side: a power of two for the Fourier transform. */
    static final int SIDE = 128;

    /** Arcseconds a cell. */
    static final double STEP = 0.1;

    private static final double HALF_WIDTH = SIDE / 2 * STEP;

    /** Most samples along a cell. */
    private static final int FINEST = 15;

    /** Points that are looked at together: a row of three samples a cell, or 128 cells of 3 x 3 rays. */
    private static final int BATCH = 9 * SIDE;

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

    private final double centreX;
    private final double centreY;
    /** The first row and column that is painted, and that after the last. */
    private final int first;

    private final int end;

    private final float[] x = new float[BATCH];
    private final float[] y = new float[BATCH];
    private final float[] sum = new float[BATCH];
    private final float[] strip = new float[SIDE];
    private final float[] betaX = new float[BATCH];
    private final float[] betaY = new float[BATCH];
    private final int[] nearCells = new int[SIDE * SIDE];
    private final int[] farCells = new int[SIDE * SIDE];
    private int nearCount;
    private int farCount;

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

    /** Adds a light to planes, to each with its own flux. */
    void paint(Light light, double[] flux, float[][][] planes) {
        for (Light.Part part : light.parts()) {
            paint(part, flux, planes);
        }
    }

    private void paint(Light.Part part, double[] flux, float[][][] planes) {
        Light light = part.light();
        Box box = box(light.x(), light.y(), light.extent() + STEP);
        Box core = box(light.x(), light.y(), light.core()).within(box);
        Box near = box(light.x(), light.y(), 0.35).within(box);
        Box middle = box(light.x(), light.y(), 0.06).within(box);
        double grain = light.grain();
        int inCore = grain < 0.15 ? 3 : grain < 0.3 ? 2 : 1;
        int inNear = grain < 0.06 ? FINEST : 5;
        for (int row = box.bottom(); row < box.top(); row++) {
            shine(light, row, box.left(), box.right(), 1);
            if (inCore > 1 && core.has(row)) {
                shine(light, row, core.left(), core.right(), inCore);
            }
            if (near.has(row)) {
                shine(light, row, near.left(), near.right(), inNear);
            }
            if (middle.has(row)) {
                shine(light, row, middle.left(), middle.right(), FINEST);
            }
            for (int plane = 0; plane < planes.length; plane++) {
                float scale = (float) (flux[plane] * part.weight() * STEP * STEP);
                addStrip(planes[plane][row], box.left(), box.right(), scale);
            }
        }
    }

    private void addStrip(float[] row, int from, int to, float scale) {
        for (int column = from; column < to; column++) {
            row[column] += scale * strip[column];
        }
    }

    /** Writes the mean brightness of a row's cells to the strip, from samples x samples points in each. */
    private void shine(Light light, int row, int from, int to, int samples) {
        int cells = BATCH / samples;
        for (int start = from; start < to; start += cells) {
            int stop = Math.min(start + cells, to);
            int count = (stop - start) * samples;
            float left = (float) x(start + inCell(0, samples));
            float spacing = (float) (STEP / samples);
            for (int i = 0; i < count; i++) {
                x[i] = left + i * spacing;
            }
            Arrays.fill(sum, 0, count, 0);
            for (int j = 0; j < samples; j++) {
                Arrays.fill(y, 0, count, (float) y(row + inCell(j, samples)));
                light.shine(x, y, count, 1f / (samples * samples), sum);
            }
            int at = 0;
            for (int cell = start; cell < stop; cell++) {
                float mean = 0;
                for (int i = 0; i < samples; i++) {
                    mean += sum[at++];
                }
                strip[cell] = mean;
            }
        }
    }

    /** Place of a sample in units of cells from the middle of the first cell. */
    private static double inCell(int sample, int samples) {
        return (sample + 0.5) / samples - 0.5;
    }

    /** Adds the images that a lens makes of a light, by shooting rays from the canvas back to the source plane. */
    void paintLensed(Light source, SieLens lens, Rays rays, double[] flux, float[][][] planes) {
        double offset = Math.hypot(source.x() - lens.x(), source.y() - lens.y());
        // No image lies farther out than the deflection can bring light in from.
        Box box = box(lens.x(), lens.y(), 1.5 * lens.einsteinRadius() + 1.3 * (offset + source.extent()));
        int count = box.right() - box.left();
        nearCount = 0;
        farCount = 0;
        for (int row = box.bottom(); row < box.top(); row++) {
            for (int i = 0; i < count; i++) {
                x[i] = (float) x(box.left() + i);
            }
            Arrays.fill(y, 0, count, (float) y(row));
            lens.shoot(x, y, count, betaX, betaY);
            Arrays.fill(sum, 0, count, 0);
            source.shine(betaX, betaY, count, 1, sum);
            sort(source, lens, row, box.left(), count);
            for (int plane = 0; plane < planes.length; plane++) {
                addStrip(planes[plane][row], box.left(), box.right(), (float) (flux[plane] * STEP * STEP));
            }
        }
        shoot(source, lens, nearCells, nearCount, rays.near(), flux, planes);
        shoot(source, lens, farCells, farCount, rays.far(), flux, planes);
    }

    /** Leaves in the strip what one ray a cell has seen, less the cells that need more, which are put on lists. */
    private void sort(Light source, SieLens lens, int row, int left, int count) {
        float near = squared(source.core() + 2.5 * STEP);
        float faint = (float) FAINT / squared(source.core());
        float sourceX = (float) source.x();
        float sourceY = (float) source.y();
        float lensX = (float) lens.x();
        float singular = Math.abs(y(row) - lens.y()) < STEP ? (float) STEP : 0;
        for (int i = 0; i < count; i++) {
            float missX = betaX[i] - sourceX;
            float missY = betaY[i] - sourceY;
            float light = sum[i];
            if (missX * missX + missY * missY < near || Math.abs(x[i] - lensX) < singular) {
                nearCells[nearCount++] = row * SIDE + left + i;
                light = 0;
            } else if (light > faint) {
                farCells[farCount++] = row * SIDE + left + i;
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
            Light source, SieLens lens, int[] cells, int count, int rays, double[] flux, float[][][] planes) {
        int batch = BATCH / (rays * rays);
        for (int from = 0; from < count; from += batch) {
            int to = Math.min(from + batch, count);
            int shot = aim(cells, from, to, rays);
            lens.shoot(x, y, shot, betaX, betaY);
            Arrays.fill(sum, 0, shot, 0);
            source.shine(betaX, betaY, shot, (float) (STEP * STEP / (rays * rays)), sum);
            collect(cells, from, to, rays, flux, planes);
        }
    }

    private int aim(int[] cells, int from, int to, int rays) {
        float spacing = (float) (STEP / rays);
        float left = (float) x(inCell(0, rays));
        float bottom = (float) y(inCell(0, rays));
        int shot = 0;
        for (int i = from; i < to; i++) {
            int row = cells[i] / SIDE;
            int column = cells[i] % SIDE;
            float firstX = left + column * (float) STEP;
            float rayY = bottom + row * (float) STEP;
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
                planes[plane][cells[i] / SIDE][cells[i] % SIDE] += (float) flux[plane] * light;
            }
        }
    }

    /** The cells whose middles are within a square, clipped to what is painted. */
    private Box box(double atX, double atY, double halfWidth) {
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
    private record Box(int left, int right, int bottom, int top) {
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

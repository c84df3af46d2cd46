package dev.arclet.sky;

import java.util.Arrays;

/**
 * Paints light that nothing bends on a {@link Canvas}, sub-sampled wherever a profile changes faster than a cell.
 * Holds scratch: one instance a thread.
 */
final class Brush {
    /** Most samples along a cell. */
    private static final int FINEST = 15;

    /** Points that are looked at together. */
    private static final int BATCH = 3 * Canvas.SIDE;

    private final float[] x = new float[BATCH];
    private final float[] y = new float[BATCH];
    private final float[] sum = new float[BATCH];
    private final float[] strip = new float[Canvas.SIDE];

    /** Adds a light to planes, to each with its own flux. */
    void paint(Canvas canvas, Light light, double[] flux, float[][][] planes) {
        for (Light.Part part : light.parts()) {
            paint(canvas, part, flux, planes);
        }
    }

    private void paint(Canvas canvas, Light.Part part, double[] flux, float[][][] planes) {
        Light light = part.light();
        Canvas.Box box = canvas.box(light.x(), light.y(), light.extent() + Canvas.STEP);
        Canvas.Box core = canvas.box(light.x(), light.y(), light.core()).within(box);
        Canvas.Box near = canvas.box(light.x(), light.y(), 0.35).within(box);
        Canvas.Box middle = canvas.box(light.x(), light.y(), 0.06).within(box);
        int inCore = inCore(light.grain());
        int inNear = inNear(light.grain());
        for (int row = box.bottom(); row < box.top(); row++) {
            if (inCore > 1 && core.has(row)) {
                shine(canvas, light, row, box.left(), core.left(), 1);
                shine(canvas, light, row, core.left(), core.right(), inCore);
                shine(canvas, light, row, core.right(), box.right(), 1);
            } else {
                shine(canvas, light, row, box.left(), box.right(), 1);
            }
            if (near.has(row)) {
                shine(canvas, light, row, near.left(), near.right(), inNear);
            }
            if (middle.has(row)) {
                shine(canvas, light, row, middle.left(), middle.right(), FINEST);
            }
            for (int plane = 0; plane < planes.length; plane++) {
                float scale = (float) (flux[plane] * part.weight() * Canvas.STEP * Canvas.STEP);
                Canvas.add(strip, box.left(), box.right(), scale, planes[plane][row]);
            }
        }
    }

    /** Samples along a cell in the core, outside of its middle. */
    private static int inCore(double grain) {
        if (grain < 0.15) {
            return 3;
        }
        return grain < 0.3 ? 2 : 1;
    }

    /** Samples along a cell about the middle, where profiles are steepest. */
    private static int inNear(double grain) {
        if (grain < 0.03) {
            return FINEST;
        }
        if (grain < 0.06) {
            return 9;
        }
        return grain < 0.3 ? 5 : 3;
    }

    /** Writes the mean brightness of a row's cells to the strip, from samples x samples points in each. */
    private void shine(Canvas canvas, Light light, int row, int from, int to, int samples) {
        int cells = BATCH / samples;
        for (int start = from; start < to; start += cells) {
            int stop = Math.min(start + cells, to);
            int count = (stop - start) * samples;
            float left = (float) canvas.x(start + Canvas.inCell(0, samples));
            float spacing = (float) (Canvas.STEP / samples);
            for (int i = 0; i < count; i++) {
                x[i] = left + i * spacing;
            }
            Arrays.fill(sum, 0, count, 0);
            for (int j = 0; j < samples; j++) {
                Arrays.fill(y, 0, count, (float) canvas.y(row + Canvas.inCell(j, samples)));
                light.shine(x, y, count, 1f / (samples * samples), sum);
            }
            if (samples == 1) {
                System.arraycopy(sum, 0, strip, start, count);
                continue;
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
}

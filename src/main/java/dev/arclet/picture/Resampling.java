package dev.arclet.picture;

import dev.arclet.alert.SkyPosition;
import java.util.Arrays;
import java.util.Optional;

/**
 * Lays a stamp on a sky-aligned grid: one affine map that turns, mirrors, centres and scales at once, bilinear between the
 * stamp's pixels. Where the stamp has no data the grid has NaN; nothing is stretched to fill it. The stamp's border pixels reach
 * half a pixel beyond their centres. A missing pixel among the four neighbours is left out where the others have at least half
 * of the weight.
 *
 * <p>An output pixel of at most 1.5 stamp pixels is one bilinear sample at its centre. A coarser one is the mean over a sub-grid
 * of half stamp pixels or finer, which keeps the light of a star of 2 pixels FWHM to about 2 % (a sub-grid of whole pixels to 6 %).
 * Values are surface brightness (flux a stamp pixel), and a stamp of one constant stays exactly that constant.
 *
 * <p>Thread-safe, allocates nothing that grows with the picture, and costs a few nanoseconds an output pixel, times the
 * sub-grid where there is one.
 */
public final class Resampling {
    private static final double COARSE = 1.5;
    /** Bounds the work that a header with absurdly small pixels can ask for. */
    private static final int MAX_SUBSAMPLES = 32;

    private Resampling() {}

    /**
     * Writes the stamp as seen on the grid.
     *
     * @param grid the grid; its middle lies on {@code centre}
     * @param stamp the stamp
     * @param centre sky position of the grid's middle; where it or the stamp's own position is missing, the stamp's reference
     *     pixel is the middle
     * @param plane receives size * size values from {@code offset} on, row by row from the north, each row from the east
     * @param offset where to start in {@code plane}
     * @return the fraction of the grid's pixels that have data, 0 to 1
     */
    public static double onto(Grid grid, Stamp stamp, Optional<SkyPosition> centre, float[] plane, int offset) {
        int pixels = grid.size() * grid.size();
        Optional<GridToStamp> map = GridToStamp.of(grid, stamp.orientation(), centre);
        if (map.isEmpty()) {
            Arrays.fill(plane, offset, offset + pixels, Float.NaN);
            return 0;
        }
        int perCol = subsamples(map.get().colX(), map.get().colY());
        int perRow = subsamples(map.get().rowX(), map.get().rowY());
        int filled = perCol * perRow == 1
                ? sampleAll(map.get(), stamp, grid.size(), plane, offset)
                : averageAll(map.get(), perCol, perRow, stamp, grid.size(), plane, offset);
        return filled / (double) pixels;
    }

    private static int subsamples(double stepX, double stepY) {
        double step = Math.hypot(stepX, stepY);
        return step <= COARSE ? 1 : (int) Math.min(MAX_SUBSAMPLES, Math.ceil(2 * step));
    }

    private static int sampleAll(GridToStamp map, Stamp stamp, int size, float[] plane, int offset) {
        int filled = 0;
        int at = offset;
        for (int row = 0; row < size; row++) {
            double x = map.x0() + row * map.rowX();
            double y = map.y0() + row * map.rowY();
            for (int col = 0; col < size; col++) {
                float value = sample(stamp, x, y);
                plane[at++] = value;
                filled += Float.isNaN(value) ? 0 : 1;
                x += map.colX();
                y += map.colY();
            }
        }
        return filled;
    }

    private static int averageAll(
            GridToStamp map, int perCol, int perRow, Stamp stamp, int size, float[] plane, int offset) {
        int filled = 0;
        int at = offset;
        for (int row = 0; row < size; row++) {
            for (int col = 0; col < size; col++) {
                double x = map.x0() + col * map.colX() + row * map.rowX();
                double y = map.y0() + col * map.colY() + row * map.rowY();
                float value = touches(map, stamp, x, y) ? average(map, perCol, perRow, stamp, x, y) : Float.NaN;
                plane[at++] = value;
                filled += Float.isNaN(value) ? 0 : 1;
            }
        }
        return filled;
    }

    /** Whether an output pixel centred on (x, y) can reach the stamp at all. */
    private static boolean touches(GridToStamp map, Stamp stamp, double x, double y) {
        double reachX = (Math.abs(map.colX()) + Math.abs(map.rowX()) + 1) / 2;
        double reachY = (Math.abs(map.colY()) + Math.abs(map.rowY()) + 1) / 2;
        return x >= -reachX && x <= stamp.width() - 1 + reachX && y >= -reachY && y <= stamp.height() - 1 + reachY;
    }

    private static float average(GridToStamp map, int perCol, int perRow, Stamp stamp, double x, double y) {
        int count = 0;
        float first = 0;
        double aboveFirst = 0;
        for (int i = 0; i < perRow; i++) {
            double alongRow = (i + 0.5) / perRow - 0.5;
            for (int j = 0; j < perCol; j++) {
                double alongCol = (j + 0.5) / perCol - 0.5;
                float value = sample(
                        stamp,
                        x + alongCol * map.colX() + alongRow * map.rowX(),
                        y + alongCol * map.colY() + alongRow * map.rowY());
                if (!Float.isNaN(value)) {
                    first = count == 0 ? value : first;
                    aboveFirst += value - first;
                    count++;
                }
            }
        }
        return 2 * count >= perCol * perRow ? (float) (first + aboveFirst / count) : Float.NaN;
    }

    private static float sample(Stamp stamp, double x, double y) {
        int lastX = stamp.width() - 1;
        int lastY = stamp.height() - 1;
        if (!(x >= -0.5 && x <= lastX + 0.5 && y >= -0.5 && y <= lastY + 0.5)) {
            return Float.NaN;
        }
        double clampedX = Math.min(Math.max(x, 0), lastX);
        double clampedY = Math.min(Math.max(y, 0), lastY);
        int left = (int) clampedX;
        int bottom = (int) clampedY;
        float fx = (float) (clampedX - left);
        float fy = (float) (clampedY - bottom);
        int right = left < lastX ? 1 : 0;
        int up = bottom < lastY ? stamp.width() : 0;

        float[] pixels = stamp.pixels();
        int at = bottom * stamp.width() + left;
        float a = pixels[at];
        float b = pixels[at + right];
        float c = pixels[at + up];
        float d = pixels[at + up + right];
        float low = a + fx * (b - a);
        float high = c + fx * (d - c);
        float value = low + fy * (high - low);
        return Float.isNaN(value) ? withoutMissing(a, b, c, d, fx, fy) : value;
    }

    private static float withoutMissing(float a, float b, float c, float d, float fx, float fy) {
        float weightA = Float.isNaN(a) ? 0 : (1 - fx) * (1 - fy);
        float weightB = Float.isNaN(b) ? 0 : fx * (1 - fy);
        float weightC = Float.isNaN(c) ? 0 : (1 - fx) * fy;
        float weightD = Float.isNaN(d) ? 0 : fx * fy;
        float weight = weightA + weightB + weightC + weightD;
        if (!(weight >= 0.5f)) {
            return Float.NaN;
        }
        float base = !Float.isNaN(a) ? a : !Float.isNaN(b) ? b : !Float.isNaN(c) ? c : d;
        float above = term(weightA, a, base) + term(weightB, b, base) + term(weightC, c, base) + term(weightD, d, base);
        return base + above / weight;
    }

    private static float term(float weight, float value, float base) {
        return weight == 0 ? 0 : weight * (value - base);
    }
}

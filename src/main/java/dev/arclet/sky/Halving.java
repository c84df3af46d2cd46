package dev.arclet.sky;

/**
 * Brings a {@linkplain Canvas canvas plane} to half its resolution: a binomial filter of seven cells along rows and
 * columns, whose response {@code cos^6(k step / 2)} a {@link Convolver} takes out again, then every other cell. What
 * folds back falls below 1 % of the waves longer than 0.8 arcsec and below 0.1 % of those longer than 1.1. The canvas
 * goes on at its other side. Holds scratch: one instance a thread.
 */
final class Halving {
    /** Cells along a side of the outcome. */
    static final int SIDE = Canvas.SIDE / 2;

    /** Power of the filter's response. */
    static final int ORDER = 6;

    private static final int MARGIN = 2;

    private final float[] row = new float[Canvas.SIDE];
    private final float[] even = new float[SIDE + 2 * MARGIN];
    private final float[] odd = new float[SIDE + 2 * MARGIN];

    /** Writes a plane at half its resolution; cell i is centred on cell 2 i of the plane. */
    void halve(float[][] plane, float[][] half) {
        for (int i = 0; i < SIDE; i++) {
            filterColumns(plane, 2 * i);
            splitRow();
            filterRow(half[i]);
        }
    }

    private void filterColumns(float[][] plane, int at) {
        int wrap = Canvas.SIDE - 1;
        float[] a = plane[(at - 3) & wrap];
        float[] b = plane[(at - 2) & wrap];
        float[] c = plane[(at - 1) & wrap];
        float[] d = plane[at];
        float[] e = plane[(at + 1) & wrap];
        float[] f = plane[(at + 2) & wrap];
        float[] g = plane[(at + 3) & wrap];
        for (int x = 0; x < row.length; x++) {
            row[x] = (20 * d[x] + 15 * (c[x] + e[x]) + 6 * (b[x] + f[x]) + a[x] + g[x]) / 64;
        }
    }

    private void splitRow() {
        for (int x = 0; x < SIDE; x++) {
            even[x + MARGIN] = row[2 * x];
            odd[x + MARGIN] = row[2 * x + 1];
        }
        for (int i = 0; i < MARGIN; i++) {
            even[i] = even[SIDE + i];
            odd[i] = odd[SIDE + i];
            even[SIDE + MARGIN + i] = even[MARGIN + i];
            odd[SIDE + MARGIN + i] = odd[MARGIN + i];
        }
    }

    private void filterRow(float[] out) {
        for (int x = 0; x < SIDE; x++) {
            out[x] = (20 * even[x + 2]
                            + 15 * (odd[x + 1] + odd[x + 2])
                            + 6 * (even[x + 1] + even[x + 3])
                            + odd[x]
                            + odd[x + 3])
                    / 64;
        }
    }
}

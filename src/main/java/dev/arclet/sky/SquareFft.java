package dev.arclet.sky;

/**
 * Fast Fourier transform of a {@link Canvas#SIDE}-sided complex image, in place, in single precision. The forward
 * transform leaves the spectrum transposed and in bit-reversed order, where the inverse takes it up again, so neither
 * ever sorts: who works on the spectrum asks {@link #frequency} which wave an index stands for. Butterflies run along
 * whole rows, which the JIT compiler vectorises.
 *
 * <p>Threads may share an instance. Cost: about 0.1 ms a transform.
 */
final class SquareFft {
    private static final int SIDE = Canvas.SIDE;

    private final float[] cos = new float[SIDE / 2];
    private final float[] sin = new float[SIDE / 2];
    private final int[] frequency = new int[SIDE];
    private final int[] opposite = new int[SIDE];

    SquareFft() {
        for (int i = 0; i < SIDE / 2; i++) {
            cos[i] = (float) Math.cos(2 * Math.PI * i / SIDE);
            sin[i] = (float) Math.sin(2 * Math.PI * i / SIDE);
        }
        int bits = Integer.numberOfTrailingZeros(SIDE);
        int[] place = new int[SIDE];
        for (int i = 0; i < SIDE; i++) {
            int wave = Integer.reverse(i) >>> (Integer.SIZE - bits);
            place[wave] = i;
            frequency[i] = wave < SIDE / 2 ? wave : wave - SIDE;
        }
        for (int i = 0; i < SIDE; i++) {
            opposite[i] = place[Math.floorMod(-frequency[i], SIDE)];
        }
    }

    /** Waves across the side that a spectrum index stands for, -SIDE/2 to SIDE/2 - 1. */
    int frequency(int index) {
        return frequency[index];
    }

    /** The spectrum index of the opposite frequency. */
    int opposite(int index) {
        return opposite[index];
    }

    /** From an image {@code [y][x]} to its spectrum {@code [x wave][y wave]}. */
    void forward(float[][] re, float[][] im) {
        forwardColumns(re, im);
        transpose(re);
        transpose(im);
        forwardColumns(re, im);
    }

    /** From a spectrum as {@link #forward} leaves it back to the image, scaled so that the pair changes nothing. */
    void inverse(float[][] re, float[][] im) {
        inverseColumns(re, im);
        transpose(re);
        transpose(im);
        inverseColumns(re, im);
        float scale = 1f / (SIDE * SIDE);
        for (int row = 0; row < SIDE; row++) {
            float[] r = re[row];
            float[] i = im[row];
            for (int x = 0; x < SIDE; x++) {
                r[x] *= scale;
                i[x] *= scale;
            }
        }
    }

    private void forwardColumns(float[][] re, float[][] im) {
        for (int half = SIDE / 2; half >= 1; half /= 2) {
            int stride = SIDE / 2 / half;
            for (int start = 0; start < SIDE; start += 2 * half) {
                for (int j = 0; j < half; j++) {
                    int a = start + j;
                    splitRows(re[a], im[a], re[a + half], im[a + half], cos[j * stride], -sin[j * stride]);
                }
            }
        }
    }

    private void inverseColumns(float[][] re, float[][] im) {
        for (int half = 1; half < SIDE; half *= 2) {
            int stride = SIDE / 2 / half;
            for (int start = 0; start < SIDE; start += 2 * half) {
                for (int j = 0; j < half; j++) {
                    int a = start + j;
                    joinRows(re[a], im[a], re[a + half], im[a + half], cos[j * stride], sin[j * stride]);
                }
            }
        }
    }

    private static void splitRows(float[] ar, float[] ai, float[] br, float[] bi, float wr, float wi) {
        for (int x = 0; x < SIDE; x++) {
            float dr = ar[x] - br[x];
            float di = ai[x] - bi[x];
            ar[x] += br[x];
            ai[x] += bi[x];
            br[x] = dr * wr - di * wi;
            bi[x] = dr * wi + di * wr;
        }
    }

    private static void joinRows(float[] ar, float[] ai, float[] br, float[] bi, float wr, float wi) {
        for (int x = 0; x < SIDE; x++) {
            float tr = br[x] * wr - bi[x] * wi;
            float ti = br[x] * wi + bi[x] * wr;
            br[x] = ar[x] - tr;
            bi[x] = ai[x] - ti;
            ar[x] += tr;
            ai[x] += ti;
        }
    }

    private static void transpose(float[][] a) {
        int block = 16;
        for (int top = 0; top < SIDE; top += block) {
            for (int left = top; left < SIDE; left += block) {
                for (int row = top; row < top + block; row++) {
                    for (int column = Math.max(left, row + 1); column < left + block; column++) {
                        float swap = a[row][column];
                        a[row][column] = a[column][row];
                        a[column][row] = swap;
                    }
                }
            }
        }
    }
}

package dev.arclet.sky;

/**
 * Fast Fourier transform of a square complex image, in place, in single precision. The forward
 * transform leaves the spectrum transposed and in bit-reversed order, where the inverse takes it up again, so neither
 * ever sorts: who works on the spectrum asks {@link #frequency} which wave an index stands for. Butterflies run along
 * whole rows, which the JIT compiler vectorises.
 *
 * <p>Threads may share an instance.
 */
final class SquareFft {
    private final int side;
    private final float[] cos;
    private final float[] sin;
    private final int[] frequency;
    private final int[] opposite;

    /**
     * For images of one size.
     *
     * @param side of the images: a power of two, 2 at least
     */
    SquareFft(int side) {
        this.side = side;
        this.cos = new float[side / 2];
        this.sin = new float[side / 2];
        this.frequency = new int[side];
        this.opposite = new int[side];
        for (int i = 0; i < side / 2; i++) {
            cos[i] = (float) Math.cos(2 * Math.PI * i / side);
            sin[i] = (float) Math.sin(2 * Math.PI * i / side);
        }
        int bits = Integer.numberOfTrailingZeros(side);
        int[] place = new int[side];
        for (int i = 0; i < side; i++) {
            int wave = Integer.reverse(i) >>> (Integer.SIZE - bits);
            place[wave] = i;
            frequency[i] = wave < side / 2 ? wave : wave - side;
        }
        for (int i = 0; i < side; i++) {
            opposite[i] = place[Math.floorMod(-frequency[i], side)];
        }
    }

    /** Waves across the side that a spectrum index stands for, -side/2 to side/2 - 1. */
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
        float scale = 1f / (side * side);
        for (int row = 0; row < side; row++) {
            float[] r = re[row];
            float[] i = im[row];
            for (int x = 0; x < side; x++) {
                r[x] *= scale;
                i[x] *= scale;
            }
        }
    }

    private void forwardColumns(float[][] re, float[][] im) {
        for (int half = side / 2; half >= 1; half /= 2) {
            int stride = side / 2 / half;
            for (int start = 0; start < side; start += 2 * half) {
                for (int j = 0; j < half; j++) {
                    int a = start + j;
                    splitRows(re[a], im[a], re[a + half], im[a + half], cos[j * stride], -sin[j * stride]);
                }
            }
        }
    }

    private void inverseColumns(float[][] re, float[][] im) {
        for (int half = 1; half < side; half *= 2) {
            int stride = side / 2 / half;
            for (int start = 0; start < side; start += 2 * half) {
                for (int j = 0; j < half; j++) {
                    int a = start + j;
                    joinRows(re[a], im[a], re[a + half], im[a + half], cos[j * stride], sin[j * stride]);
                }
            }
        }
    }

    private static void splitRows(float[] ar, float[] ai, float[] br, float[] bi, float wr, float wi) {
        for (int x = 0; x < ar.length; x++) {
            float dr = ar[x] - br[x];
            float di = ai[x] - bi[x];
            ar[x] += br[x];
            ai[x] += bi[x];
            br[x] = dr * wr - di * wi;
            bi[x] = dr * wi + di * wr;
        }
    }

    private static void joinRows(float[] ar, float[] ai, float[] br, float[] bi, float wr, float wi) {
        for (int x = 0; x < ar.length; x++) {
            float tr = br[x] * wr - bi[x] * wi;
            float ti = br[x] * wi + bi[x] * wr;
            br[x] = ar[x] - tr;
            bi[x] = ai[x] - ti;
            ar[x] += tr;
            ai[x] += ti;
        }
    }

    private static void transpose(float[][] a) {
        int side = a.length;
        int block = Math.min(16, side);
        for (int top = 0; top < side; top += block) {
            for (int left = top; left < side; left += block) {
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

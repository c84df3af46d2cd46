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
        int length = side;
        if (Integer.numberOfTrailingZeros(side) % 2 == 1) {
            for (int j = 0; j < side / 2; j++) {
                splitInTwo(re, im, j, side / 2, cos[j], -sin[j]);
            }
            length /= 2;
        }
        for (; length >= 4; length /= 4) {
            for (int start = 0; start < side; start += length) {
                for (int j = 0; j < length / 4; j++) {
                    splitInFour(re, im, start + j, length / 4, j * (side / length));
                }
            }
        }
    }

    private void inverseColumns(float[][] re, float[][] im) {
        int length = 4;
        for (; length <= side; length *= 4) {
            for (int start = 0; start < side; start += length) {
                for (int j = 0; j < length / 4; j++) {
                    joinFour(re, im, start + j, length / 4, j * (side / length));
                }
            }
        }
        if (length == 2 * side) {
            for (int j = 0; j < side / 2; j++) {
                joinTwo(re, im, j, side / 2, cos[j], sin[j]);
            }
        }
    }

    private static void splitInTwo(float[][] re, float[][] im, int first, int half, float wr, float wi) {
        float[] ar = re[first];
        float[] ai = im[first];
        float[] br = re[first + half];
        float[] bi = im[first + half];
        for (int x = 0; x < ar.length; x++) {
            float dr = ar[x] - br[x];
            float di = ai[x] - bi[x];
            ar[x] += br[x];
            ai[x] += bi[x];
            br[x] = dr * wr - di * wi;
            bi[x] = dr * wi + di * wr;
        }
    }

    private static void joinTwo(float[][] re, float[][] im, int first, int half, float wr, float wi) {
        float[] ar = re[first];
        float[] ai = im[first];
        float[] br = re[first + half];
        float[] bi = im[first + half];
        for (int x = 0; x < ar.length; x++) {
            float tr = br[x] * wr - bi[x] * wi;
            float ti = br[x] * wi + bi[x] * wr;
            br[x] = ar[x] - tr;
            bi[x] = ai[x] - ti;
            ar[x] += tr;
            ai[x] += ti;
        }
    }

    /** Two stages of the forward transform in one, on four rows a quarter of a block apart. */
    private void splitInFour(float[][] re, float[][] im, int first, int quarter, int turn) {
        float[] ar = re[first];
        float[] ai = im[first];
        float[] br = re[first + quarter];
        float[] bi = im[first + quarter];
        float[] cr = re[first + 2 * quarter];
        float[] ci = im[first + 2 * quarter];
        float[] dr = re[first + 3 * quarter];
        float[] di = im[first + 3 * quarter];
        float w1r = cosine(turn);
        float w1i = -sine(turn);
        float w2r = cosine(2 * turn);
        float w2i = -sine(2 * turn);
        float w3r = cosine(3 * turn);
        float w3i = -sine(3 * turn);
        for (int x = 0; x < ar.length; x++) {
            float acr = ar[x] + cr[x];
            float aci = ai[x] + ci[x];
            float bdr = br[x] + dr[x];
            float bdi = bi[x] + di[x];
            float amcr = ar[x] - cr[x];
            float amci = ai[x] - ci[x];
            float bmdr = br[x] - dr[x];
            float bmdi = bi[x] - di[x];
            ar[x] = acr + bdr;
            ai[x] = aci + bdi;
            br[x] = (acr - bdr) * w2r - (aci - bdi) * w2i;
            bi[x] = (acr - bdr) * w2i + (aci - bdi) * w2r;
            cr[x] = (amcr + bmdi) * w1r - (amci - bmdr) * w1i;
            ci[x] = (amcr + bmdi) * w1i + (amci - bmdr) * w1r;
            dr[x] = (amcr - bmdi) * w3r - (amci + bmdr) * w3i;
            di[x] = (amcr - bmdi) * w3i + (amci + bmdr) * w3r;
        }
    }

    /** Two stages of the inverse transform in one. */
    private void joinFour(float[][] re, float[][] im, int first, int quarter, int turn) {
        float[] ar = re[first];
        float[] ai = im[first];
        float[] br = re[first + quarter];
        float[] bi = im[first + quarter];
        float[] cr = re[first + 2 * quarter];
        float[] ci = im[first + 2 * quarter];
        float[] dr = re[first + 3 * quarter];
        float[] di = im[first + 3 * quarter];
        float w1r = cosine(turn);
        float w1i = sine(turn);
        float w2r = cosine(2 * turn);
        float w2i = sine(2 * turn);
        float w3r = cosine(3 * turn);
        float w3i = sine(3 * turn);
        for (int x = 0; x < ar.length; x++) {
            float bwr = br[x] * w2r - bi[x] * w2i;
            float bwi = br[x] * w2i + bi[x] * w2r;
            float cwr = cr[x] * w1r - ci[x] * w1i;
            float cwi = cr[x] * w1i + ci[x] * w1r;
            float dwr = dr[x] * w3r - di[x] * w3i;
            float dwi = dr[x] * w3i + di[x] * w3r;
            float apr = ar[x] + bwr;
            float api = ai[x] + bwi;
            float amr = ar[x] - bwr;
            float ami = ai[x] - bwi;
            ar[x] = apr + (cwr + dwr);
            ai[x] = api + (cwi + dwi);
            cr[x] = apr - (cwr + dwr);
            ci[x] = api - (cwi + dwi);
            br[x] = amr - (cwi - dwi);
            bi[x] = ami + (cwr - dwr);
            dr[x] = amr + (cwi - dwi);
            di[x] = ami - (cwr - dwr);
        }
    }

    /** The tables hold half a turn. */
    private float cosine(int step) {
        return step < side / 2 ? cos[step] : -cos[step - side / 2];
    }

    private float sine(int step) {
        return step < side / 2 ? sin[step] : -sin[step - side / 2];
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

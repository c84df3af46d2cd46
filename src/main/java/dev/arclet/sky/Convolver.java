package dev.arclet.sky;

/**
 * Blurs two planes at once, each with its own {@link Blur}: they travel as the real and the imaginary part of one
 * Fourier transform. Holds scratch: one instance a thread.
 */
final class Convolver {
    private static final int SIDE = Canvas.SIDE;

    private final SquareFft fft = new SquareFft();
    private final float[][] re = Canvas.plane();
    private final float[][] im = Canvas.plane();
    private final float[][] firstTransfer = Canvas.plane();
    private final float[][] secondTransfer = Canvas.plane();

    /**
     * Blurs two planes; afterwards {@link #first} and {@link #second} hold the results until the next call. The same
     * plane may be given twice, to see it through two atmospheres.
     */
    void blur(float[][] first, Blur firstBlur, float[][] second, Blur secondBlur) {
        tabulate(firstBlur, firstTransfer);
        tabulate(secondBlur, secondTransfer);
        blur(first, firstTransfer, second, secondTransfer);
    }

    /** As {@link #blur(float[][], Blur, float[][], Blur)} with both the same, tabulated before by {@link #tabulate}. */
    void blur(float[][] first, float[][] second, float[][] transfer) {
        blur(first, transfer, second, transfer);
    }

    private void blur(float[][] first, float[][] transferOfFirst, float[][] second, float[][] transferOfSecond) {
        for (int row = 0; row < SIDE; row++) {
            System.arraycopy(first[row], 0, re[row], 0, SIDE);
            System.arraycopy(second[row], 0, im[row], 0, SIDE);
        }
        fft.forward(re, im);
        for (int a = 0; a < SIDE; a++) {
            int oppositeA = fft.opposite(a);
            // Each pair of opposite frequencies once.
            if (oppositeA >= a) {
                multiply(a, oppositeA, transferOfFirst[a], transferOfSecond[a]);
            }
        }
        fft.inverse(re, im);
    }

    /** The blurred first plane, overwritten by the next call. */
    float[][] first() {
        return re;
    }

    /** The blurred second plane, overwritten by the next call. */
    float[][] second() {
        return im;
    }

    /** Writes a blur's transfer at the spectrum's indices. */
    void tabulate(Blur blur, float[][] transfer) {
        double cos = Math.cos(blur.rotation());
        double sin = Math.sin(blur.rotation());
        for (int a = 0; a < SIDE; a++) {
            if (fft.opposite(a) < a) {
                continue;
            }
            int wavesX = fft.frequency(a);
            for (int b = 0; b < SIDE; b++) {
                transfer[a][b] = (float) blur.transfer(wavesX, fft.frequency(b), cos, sin);
            }
        }
    }

    private void multiply(int a, int oppositeA, float[] one, float[] two) {
        for (int b = 0; b < SIDE; b++) {
            int oppositeB = fft.opposite(b);
            if (oppositeA > a || oppositeB >= b) {
                multiplyPair(a, b, oppositeA, oppositeB, one[b] / 2, two[b] / 2);
            }
        }
    }

    /**
     * Splits the two images' spectra, F(k) = (Z(k) + conj Z(-k))/2 and i S(k) = (Z(k) - conj Z(-k))/2, weighs and
     * joins them.
     */
    private void multiplyPair(int a, int b, int oppositeA, int oppositeB, float one, float two) {
        float zr = re[a][b];
        float zi = im[a][b];
        float yr = re[oppositeA][oppositeB];
        float yi = im[oppositeA][oppositeB];
        float fr = one * (zr + yr);
        float fi = one * (zi - yi);
        float sr = two * (zr - yr);
        float si = two * (zi + yi);
        re[a][b] = fr + sr;
        im[a][b] = fi + si;
        re[oppositeA][oppositeB] = fr - sr;
        im[oppositeA][oppositeB] = si - fi;
    }
}

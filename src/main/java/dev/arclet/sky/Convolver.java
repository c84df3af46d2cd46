package dev.arclet.sky;

/**
 * Blurs two planes at once, each with its own {@link Blur}: they travel as the real and the imaginary part of one Fourier transform.
 * Holds scratch: one instance a thread.
 */
final class Convolver {
    private static final int SIDE = Canvas.SIDE;

    private final SquareFft fft = new SquareFft();
    private final float[][] re = Canvas.plane();
    private final float[][] im = Canvas.plane();

    /**
     * Blurs two planes; afterwards {@link #first} and {@link #second} hold the results until the next call. The same plane may be given
     * twice, to see it through two atmospheres.
     */
    void blur(float[][] first, Blur firstBlur, float[][] second, Blur secondBlur) {
        for (int row = 0; row < SIDE; row++) {
            System.arraycopy(first[row], 0, re[row], 0, SIDE);
            System.arraycopy(second[row], 0, im[row], 0, SIDE);
        }
        fft.forward(re, im);
        multiply(firstBlur, secondBlur);
        fft.inverse(re, im);
    }

    /** The blurred first plane, overwritten by the next {@link #blur}. */
    float[][] first() {
        return re;
    }

    /** The blurred second plane, overwritten by the next {@link #blur}. */
    float[][] second() {
        return im;
    }

    private void multiply(Blur firstBlur, Blur secondBlur) {
        double firstCos = Math.cos(firstBlur.rotation());
        double firstSin = Math.sin(firstBlur.rotation());
        double secondCos = Math.cos(secondBlur.rotation());
        double secondSin = Math.sin(secondBlur.rotation());
        for (int a = 0; a < SIDE; a++) {
            int oppositeA = fft.opposite(a);
            int wavesX = fft.frequency(a);
            for (int b = 0; b < SIDE; b++) {
                int oppositeB = fft.opposite(b);
                // Each pair of opposite frequencies once.
                if (oppositeA * SIDE + oppositeB < a * SIDE + b) {
                    continue;
                }
                int wavesY = fft.frequency(b);
                float one = (float) firstBlur.transfer(wavesX, wavesY, firstCos, firstSin);
                float two = (float) secondBlur.transfer(wavesX, wavesY, secondCos, secondSin);
                multiplyPair(a, b, oppositeA, oppositeB, one, two);
            }
        }
    }

    /** Splits the two images' spectra, F(k) = (Z(k) + conj Z(-k))/2 and i S(k) = (Z(k) - conj Z(-k))/2, weighs and joins them. */
    private void multiplyPair(int a, int b, int oppositeA, int oppositeB, float one, float two) {
        float zr = re[a][b];
        float zi = im[a][b];
        float yr = re[oppositeA][oppositeB];
        float yi = im[oppositeA][oppositeB];
        float fr = one * (zr + yr) / 2;
        float fi = one * (zi - yi) / 2;
        float sr = two * (zr - yr) / 2;
        float si = two * (zi + yi) / 2;
        re[a][b] = fr + sr;
        im[a][b] = fi + si;
        re[oppositeA][oppositeB] = fr - sr;
        im[oppositeA][oppositeB] = si - fi;
    }
}

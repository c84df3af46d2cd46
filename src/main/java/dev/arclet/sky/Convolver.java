package dev.arclet.sky;

import java.util.Arrays;

/**
 * Blurs two canvas planes at once, each with its own {@link Blur}: they travel as the real and the imaginary part of
 * one Fourier transform. Seeing leaves so little of the waves shorter than two camera pixels that nearly always half
 * the canvas's resolution is enough ({@link #resolves} says when), at a fifth of the cost. Holds scratch: one instance
 * a thread.
 */
final class Convolver {
    /** What the blurred planes hold. */
    enum Values {
        /** The blurred light at the cells' middles. */
        SAMPLES,
        /** Coefficients of the cubic B-spline through it, to be read anywhere between. */
        SPLINE
    }

    private static final double WAVE = 2 * Math.PI / (Canvas.SIDE * Canvas.STEP);
    private static final double NEGLIGIBLE = 0.005;

    private final int side;
    private final SquareFft fft;
    private final Halving halving = new Halving();
    private final float[][] re;
    private final float[][] im;
    private final float[][] firstTransfer;
    private final float[][] secondTransfer;
    /** By spectrum index of one axis: takes out what painting and halving did, and brings in the spline. */
    private final double[] sharpening;

    private Convolver(int side, Values values) {
        this.side = side;
        this.fft = new SquareFft(side);
        this.re = new float[side][side];
        this.im = new float[side][side];
        this.firstTransfer = new float[side][side];
        this.secondTransfer = new float[side][side];
        this.sharpening = new double[side];
        for (int i = 0; i < side; i++) {
            sharpening[i] = sharpening(WAVE * fft.frequency(i), values);
        }
    }

    /** At half the canvas's resolution: for blurs that it {@linkplain #resolves resolves}. */
    static Convolver coarse(Values values) {
        return new Convolver(Halving.SIDE, values);
    }

    /** At the canvas's resolution: for any seeing. */
    static Convolver fine(Values values) {
        return new Convolver(Canvas.SIDE, values);
    }

    private double sharpening(double waveNumber, Values values) {
        double v = waveNumber * Canvas.STEP / 2;
        double cell = v == 0 ? 1 : Math.sin(v) / v;
        double filter = side == Canvas.SIDE ? 1 : Math.pow(Math.cos(v), Halving.ORDER);
        double spline = values == Values.SAMPLES ? 1 : (2 + Math.cos(waveNumber * step())) / 3;
        return 1 / (cell * filter * spline);
    }

    /** Cells along a side of the blurred planes; they cover the whole canvas. */
    int side() {
        return side;
    }

    private double step() {
        return Canvas.SIDE * Canvas.STEP / side;
    }

    /** Whether the shortest waves of these planes are gone after a blur, so that shorter ones are not missed. */
    boolean resolves(Blur blur) {
        return blur.largestTransfer(Math.PI / step()) < NEGLIGIBLE;
    }

    /**
     * Blurs two planes; afterwards {@link #first} and {@link #second} hold the results until the next call. The same
     * plane may be given twice, to see it through two atmospheres.
     */
    void blur(float[][] first, Blur firstBlur, float[][] second, Blur secondBlur) {
        tabulate(firstBlur, firstTransfer);
        tabulate(secondBlur, secondTransfer);
        load(second, im);
        convolve(first, firstTransfer, secondTransfer);
    }

    /** Blurs one plane; afterwards {@link #first} holds the result until the next call. */
    void blur(float[][] plane, Blur blur) {
        tabulate(blur, firstTransfer);
        for (float[] row : im) {
            Arrays.fill(row, 0);
        }
        convolve(plane, firstTransfer, firstTransfer);
    }

    /** As {@link #blur(float[][], Blur, float[][], Blur)} with both the same, tabulated before by {@link #tabulate}. */
    void blur(float[][] first, float[][] second, float[][] transfer) {
        load(second, im);
        convolve(first, transfer, transfer);
    }

    private void convolve(float[][] first, float[][] transferOfFirst, float[][] transferOfSecond) {
        load(first, re);
        fft.forward(re, im);
        for (int a = 0; a < side; a++) {
            int oppositeA = fft.opposite(a);
            // Each pair of opposite frequencies once.
            if (oppositeA >= a) {
                multiply(a, oppositeA, transferOfFirst[a], transferOfSecond[a]);
            }
        }
        fft.inverse(re, im);
    }

    private void load(float[][] plane, float[][] part) {
        if (side != Canvas.SIDE) {
            halving.halve(plane, part);
            return;
        }
        for (int row = 0; row < side; row++) {
            System.arraycopy(plane[row], 0, part[row], 0, side);
        }
    }

    /** The blurred first plane, overwritten by the next call. */
    float[][] first() {
        return re;
    }

    /** The blurred second plane, overwritten by the next call. */
    float[][] second() {
        return im;
    }

    /** An empty table of transfers. */
    float[][] table() {
        return new float[side][side];
    }

    /** Writes a blur's transfer at the spectrum's indices. */
    void tabulate(Blur blur, float[][] transfer) {
        double cos = Math.cos(blur.rotation());
        double sin = Math.sin(blur.rotation());
        for (int a = 0; a < side; a++) {
            if (fft.opposite(a) < a) {
                continue;
            }
            double kx = WAVE * fft.frequency(a);
            for (int b = 0; b < side; b++) {
                double seen = blur.transfer(kx, WAVE * fft.frequency(b), cos, sin);
                transfer[a][b] = (float) (seen * sharpening[a] * sharpening[b]);
            }
        }
    }

    private void multiply(int a, int oppositeA, float[] one, float[] two) {
        for (int b = 0; b < side; b++) {
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

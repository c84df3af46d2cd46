package dev.arclet.sky;

/**
 * A round Moffat point-spread function, {@code I ~ (1 + r^2/alpha^2)^-beta}. Immutable.
 *
 * <p>Its width is given as the effective FWHM that depth formulas use: that of the Gaussian with the same
 * noise-equivalent area, so that {@code n_eff = 2.266 FWHM^2} holds for the Moffat too.
 */
final class Moffat {
    /** How much light is in the wings, as seen between good optics and pure Kolmogorov turbulence. */
    enum Wings {
        /** Strong wings. */
        STRONG(2.6),
        /** Usual wings. */
        USUAL(3.3),
        /** Kolmogorov turbulence. */
        KOLMOGOROV(4.765);

        private static final double TABLE_STEP = 0.01;
        private static final int TABLE_SIZE = 4_000;

        private final double beta;
        /** Never written after construction. */
        @SuppressWarnings("ImmutableEnumChecker")
        private final float[] transfer;

        Wings(double beta) {
            this.beta = beta;
            this.transfer = new float[TABLE_SIZE + 1];
            for (int i = 0; i <= TABLE_SIZE; i++) {
                transfer[i] = (float) transferIntegral(beta, i * TABLE_STEP);
            }
        }

        /**
         * The Fourier transform of the profile at {@code k alpha}: with the profile as a mixture of Gaussians,
         * {@code 1/Gamma(beta-1) integral t^(beta-2) exp(-t - k^2/4t) dt}, by the trapezoidal rule in log t.
         */
        private static double transferIntegral(double beta, double k) {
            double sum = 0;
            double step = 0.05;
            for (double u = -14; u < 5; u += step) {
                sum += Math.exp((beta - 1) * u - Math.exp(u) - k * k / 4 * Math.exp(-u));
            }
            return sum * step / Math.exp(SersicProfile.logGamma(beta - 1));
        }

        private double transfer(double k) {
            double position = k / TABLE_STEP;
            int cell = (int) position;
            if (cell >= TABLE_SIZE) {
                return 0;
            }
            return transfer[cell] + (position - cell) * (transfer[cell + 1] - transfer[cell]);
        }
    }

    private final double effectiveFwhm;
    private final Wings wings;
    private final double alpha;

    /**
     * A point-spread function.
     *
     * @param effectiveFwhm arcsec
     * @param wings their strength
     */
    Moffat(double effectiveFwhm, Wings wings) {
        if (!(effectiveFwhm > 0)) {
            throw new IllegalArgumentException("seeing is " + effectiveFwhm + " arcsec; give more than 0");
        }
        this.effectiveFwhm = effectiveFwhm;
        this.wings = wings;
        // n_eff of a Moffat is pi alpha^2 (2 beta - 1) / (beta - 1)^2.
        double beta = wings.beta;
        this.alpha = effectiveFwhm * Math.sqrt(2.266 * (beta - 1) * (beta - 1) / (Math.PI * (2 * beta - 1)));
    }

    /** Effective FWHM, arcsec. */
    double effectiveFwhm() {
        return effectiveFwhm;
    }

    /** Surface brightness at a squared radius (arcsec squared), per square arcsecond, for a total flux of 1. */
    double brightness(double radiusSquared) {
        double beta = wings.beta;
        double base = 1 + radiusSquared / (alpha * alpha);
        return (beta - 1) / (Math.PI * alpha * alpha) * Math.exp(-beta * Math.log(base));
    }

    /** Share of the light within a radius in arcsec. */
    double enclosed(double radius) {
        return 1 - Math.pow(1 + radius * radius / (alpha * alpha), 1 - wings.beta);
    }

    /** The optical transfer function at an angular wave number in radians per arcsec. */
    double transfer(double waveNumber) {
        return wings.transfer(waveNumber * alpha);
    }
}

package dev.arclet.sky;

/**
 * A Moffat point-spread function, {@code I ~ (1 + r^2/alpha^2)^-beta}, slightly elliptical: {@code r^2 = q x'^2 +
 * y'^2/q} along its axes, which keeps the area. Immutable.
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

        private static final int PROFILE_CELLS = 1_024;

        private final double beta;
        /** The Fourier transform by the squared wave number in 1/alpha. */
        @SuppressWarnings("ImmutableEnumChecker")
        private final RadialTable transfer;

        /** The profile over {@code u/(1 + u)} with u the squared radius in alpha; never written after construction. */
        @SuppressWarnings("ImmutableEnumChecker")
        private final float[] profile;

        Wings(double beta) {
            this.beta = beta;
            this.transfer = new RadialTable(1e-4, 1_600, s -> transferIntegral(beta, Math.sqrt(s)));
            this.profile = new float[PROFILE_CELLS + 2];
            for (int i = 0; i < PROFILE_CELLS; i++) {
                profile[i] = (float) ((beta - 1) / Math.PI * Math.pow(1 - i / (double) PROFILE_CELLS, beta));
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

        private double profile(double u) {
            double position = u / (1 + u) * PROFILE_CELLS;
            int cell = (int) position;
            return profile[cell] + (position - cell) * (profile[cell + 1] - profile[cell]);
        }
    }

    private final double effectiveFwhm;
    private final Wings wings;
    private final double alpha;
    // r^2 = xx dx^2 + xy dx dy + yy dy^2; for wave numbers the inverse matrix.
    private final double xx;
    private final double xy;
    private final double yy;

    /**
     * A round point-spread function.
     *
     * @param effectiveFwhm arcsec
     * @param wings their strength
     */
    Moffat(double effectiveFwhm, Wings wings) {
        this(effectiveFwhm, wings, 0, 0);
    }

    /**
     * A point-spread function.
     *
     * @param effectiveFwhm arcsec
     * @param wings their strength
     * @param ellipticity one less the axis ratio, 0 to less than 1
     * @param angle of the major axis, radians from the x axis towards the y axis
     */
    Moffat(double effectiveFwhm, Wings wings, double ellipticity, double angle) {
        if (!(effectiveFwhm > 0)) {
            throw new IllegalArgumentException("seeing is " + effectiveFwhm + " arcsec; give more than 0");
        }
        if (!(ellipticity >= 0 && ellipticity < 1)) {
            throw new IllegalArgumentException("ellipticity is " + ellipticity + "; give 0 to less than 1");
        }
        this.effectiveFwhm = effectiveFwhm;
        this.wings = wings;
        // n_eff of a Moffat is pi alpha^2 (2 beta - 1) / (beta - 1)^2.
        double beta = wings.beta;
        this.alpha = effectiveFwhm * Math.sqrt(2.266 * (beta - 1) * (beta - 1) / (Math.PI * (2 * beta - 1)));
        double q = 1 - ellipticity;
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        this.xx = q * cos * cos + sin * sin / q;
        this.xy = 2 * cos * sin * (q - 1 / q);
        this.yy = q * sin * sin + cos * cos / q;
    }

    /** Effective FWHM, arcsec. */
    double effectiveFwhm() {
        return effectiveFwhm;
    }

    /**
     * Surface brightness at an offset from the middle (arcsec), per square arcsecond, for a total flux of 1; from a
     * table, to 2e-3 of itself within six alpha.
     */
    double brightness(double dx, double dy) {
        double scale = 1 / (alpha * alpha);
        return scale * wings.profile(scale * (xx * dx * dx + xy * dx * dy + yy * dy * dy));
    }

    /** The optical transfer function at angular wave numbers in radians per arcsec. */
    double transfer(double kx, double ky) {
        // The inverse of a symmetric matrix with a determinant of 1.
        return wings.transfer.at((float) (alpha * alpha * (yy * kx * kx - xy * kx * ky + xx * ky * ky)));
    }
}

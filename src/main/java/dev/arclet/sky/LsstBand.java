package dev.arclet.sky;

/**
 * A filter of the LSST camera with the numbers that set its noise: instrumental zero points and dark-sky brightness
 * of the observatory's systems engineering model (SMTN-002 and the scheduler's tables), for a visit of 30 s at
 * airmass 1.
 */
public enum LsstBand {
    /** Near ultraviolet. */
    U(0, 26.524, 23.05, 0.81, 3_671),
    /** Green. */
    G(1, 28.508, 22.25, 0.77, 4_827),
    /** Red. */
    R(2, 28.361, 21.20, 0.73, 6_223),
    /** Near infrared. */
    I(3, 28.171, 20.46, 0.71, 7_546),
    /** Infrared. */
    Z(4, 27.782, 19.61, 0.69, 8_691),
    /** Beyond most of the silicon's reach. */
    Y(5, 26.818, 18.60, 0.68, 9_712);

    /** Arcseconds a pixel. */
    public static final double PIXEL = 0.2;

    private static final double EXPOSURE_SECONDS = 30;
    private static final double READ_NOISE_ELECTRONS = 9;

    private final int index;
    private final double zeroPoint;
    private final double skyBrightness;
    private final double medianSeeing;
    private final double angstrom;

    LsstBand(int index, double zeroPoint, double skyBrightness, double medianSeeing, double angstrom) {
        this.index = index;
        this.zeroPoint = zeroPoint;
        this.skyBrightness = skyBrightness;
        this.medianSeeing = medianSeeing;
        this.angstrom = angstrom;
    }

    /** Place of this band in arrays by band, from u at 0 to y at 5. */
    int index() {
        return index;
    }

    /** The letter that alerts carry: u, g, r, i, z or y. */
    public String letter() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Median effective seeing at airmass 1: FWHM in arcsec of the Gaussian with the same noise-equivalent area. */
    public double medianSeeing() {
        return medianSeeing;
    }

    /** Effective wavelength, Angstrom. */
    double angstrom() {
        return angstrom;
    }

    /** Photo-electrons in one visit from a flux of 1 nJy. */
    public double electronsPerNanojansky() {
        return EXPOSURE_SECONDS * Math.pow(10, 0.4 * (zeroPoint - Magnitudes.ZERO_POINT));
    }

    /** Variance of sky and read-out in a pixel of one visit, nJy squared. */
    public double skyVariance() {
        double sky = electronsPerNanojansky() * Magnitudes.flux(skyBrightness) * PIXEL * PIXEL;
        double gain = electronsPerNanojansky();
        return (sky + READ_NOISE_ELECTRONS * READ_NOISE_ELECTRONS) / (gain * gain);
    }

    /**
     * The flux of a point source that one visit detects at a signal-to-noise of 5, nJy:
     * {@code S/N = C / sqrt(C + n_eff sigma^2)} with {@code n_eff = 2.266 (FWHM/pixel)^2} (SMTN-002).
     *
     * @param seeing effective FWHM, arcsec
     */
    public double fiveSigmaFlux(double seeing) {
        double gain = electronsPerNanojansky();
        double background = noisePixels(seeing) * skyVariance() * gain * gain;
        return (25 + Math.sqrt(625 + 100 * background)) / 2 / gain;
    }

    /** {@link #fiveSigmaFlux} as a magnitude. */
    public double fiveSigmaDepth(double seeing) {
        return Magnitudes.magnitude(fiveSigmaFlux(seeing));
    }

    /** Pixels whose sky noise a point source of this seeing competes with. */
    static double noisePixels(double seeing) {
        double pixels = seeing / PIXEL;
        return 2.266 * pixels * pixels;
    }
}

package dev.arclet.sky;

/**
 * The conditions under which an image was taken.
 *
 * @param band filter
 * @param seeing effective FWHM, arcsec
 * @param wings of the point-spread function
 * @param ellipticity of the point-spread function, one less its axis ratio
 * @param ellipseAngle of its major axis on the sky, radians from east towards north
 * @param visits of 30 s that it is the mean of: 1 for a science image, the depth of a template otherwise
 */
record Exposure(LsstBand band, double seeing, Moffat.Wings wings, double ellipticity, double ellipseAngle, int visits) {
    private static final double MOST_ELLIPTICAL = 0.12;

    Exposure {
        if (visits < 1) {
            throw new IllegalArgumentException("exposure has " + visits + " visits; give at least 1");
        }
    }

    /** An exposure with a round point-spread function. */
    Exposure(LsstBand band, double seeing, Moffat.Wings wings, int visits) {
        this(band, seeing, wings, 0, 0, visits);
    }

    /**
     * A visit as the site delivers them: seeing lognormal about a median that airmass and optics have worsened by 15
     * %.
     */
    static Exposure visit(LsstBand band, Draw draw) {
        double seeing = 1.15 * band.medianSeeing() * Math.exp(draw.normal(0, 0.18, -0.4, 0.6));
        return new Exposure(band, seeing, wings(draw), ellipticity(0.035, draw), draw.angle(), 1);
    }

    /** A template: 20 to 150 visits, whose mean seeing varies little. */
    static Exposure template(LsstBand band, Draw draw) {
        double seeing = 1.12 * band.medianSeeing() * Math.exp(draw.normal(0, 0.09, -0.25, 0.35));
        int visits = (int) Math.round(draw.logUniform(20, 150));
        return new Exposure(band, seeing, wings(draw), ellipticity(0.02, draw), draw.angle(), visits);
    }

    /** Of tracking, wind and optics; many visits at all rotations average most of it out. */
    private static double ellipticity(double scale, Draw draw) {
        return Math.min(MOST_ELLIPTICAL, draw.rayleigh(scale));
    }

    private static Moffat.Wings wings(Draw draw) {
        double share = draw.uniform(0, 1);
        if (share < 0.5) {
            return Moffat.Wings.USUAL;
        }
        return share < 0.75 ? Moffat.Wings.STRONG : Moffat.Wings.KOLMOGOROV;
    }

    /** The point-spread function on the sky, x towards east and y towards north. */
    Moffat psf() {
        return new Moffat(seeing, wings, ellipticity, ellipseAngle);
    }

    /**
     * The point-spread function in a camera's frame, x along columns and y along rows. The frame shows the sky
     * mirrored, with east to the left of north.
     *
     * @param rotation of the frame, as {@link Frame#rotation}
     */
    Moffat psfInFrame(double rotation) {
        return new Moffat(seeing, wings, ellipticity, -(rotation + ellipseAngle));
    }

    /** Variance of sky and read-out in a pixel, nJy squared. */
    double skyVariance() {
        return band.skyVariance() / visits;
    }

    /** Variance that a pixel's own light adds, nJy squared, for a flux in nJy: its photons' Poisson noise. */
    double photonVariance(double flux) {
        return Math.max(0, flux) / (band.electronsPerNanojansky() * visits);
    }
}

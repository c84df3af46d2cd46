package dev.arclet.sky;

/**
 * The conditions under which an image was taken.
 *
 * @param band filter
 * @param seeing effective FWHM, arcsec
 * @param wings of the point-spread function
 * @param visits of 30 s that it is the mean of: 1 for a science image, the depth of a template otherwise
 */
record Exposure(LsstBand band, double seeing, Moffat.Wings wings, int visits) {
    Exposure {
        if (visits < 1) {
            throw new IllegalArgumentException("exposure has " + visits + " visits; give at least 1");
        }
    }

    /**
     * A visit as the site delivers them: seeing lognormal about a median that airmass and optics have worsened by 15
     * %.
     */
    static Exposure visit(LsstBand band, Draw draw) {
        double seeing = 1.15 * band.medianSeeing() * Math.exp(draw.normal(0, 0.18, -0.4, 0.6));
        return new Exposure(band, seeing, wings(draw), 1);
    }

    /** A template: 20 to 150 visits, whose mean seeing varies little. */
    static Exposure template(LsstBand band, Draw draw) {
        double seeing = 1.12 * band.medianSeeing() * Math.exp(draw.normal(0, 0.09, -0.25, 0.35));
        return new Exposure(band, seeing, wings(draw), (int) Math.round(draw.logUniform(20, 150)));
    }

    private static Moffat.Wings wings(Draw draw) {
        double share = draw.uniform(0, 1);
        if (share < 0.5) {
            return Moffat.Wings.USUAL;
        }
        return share < 0.75 ? Moffat.Wings.STRONG : Moffat.Wings.KOLMOGOROV;
    }

    Moffat psf() {
        return new Moffat(seeing, wings);
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

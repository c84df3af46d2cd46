package dev.arclet.sky;

/**
 * The colours of a thing: magnitudes u, g, r, i, z, y relative to i. Old galaxies follow the red
 * sequence of luminous red galaxies: up to redshift 0.4 the line {@code r-i = 0.18 + (g-r)/4} along which the Sloan
 * survey selects them (Eisenstein et al. 2001, cut I), beyond it the turn to {@code r-i - (g-r)/8} above 0.55 (cut II),
 * with values between an evolving population and the 10 Gyr old one that LensPop gives its lenses, which is 0.2 to 0.6
 * redder at 0.3 to 0.7. Beyond 0.7, and in u, z and y, they are rounded from population models by hand. Young ones and
 * stars are drawn about their usual loci.
 *
 * @param relative six magnitudes, that of i being 0
 */
record Spectrum(double[] relative) {
    private static final double[] REDSHIFT = {0, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 1.0, 1.3};
    /** u-g, g-r, r-i, i-z, z-y of an old population at those redshifts. */
    private static final double[][] OLD = {
        {1.80, 0.75, 0.38, 0.27, 0.20},
        {1.90, 0.97, 0.41, 0.30, 0.21},
        {2.00, 1.28, 0.49, 0.33, 0.22},
        {2.00, 1.60, 0.58, 0.36, 0.25},
        {1.70, 1.75, 0.85, 0.40, 0.28},
        {1.50, 1.70, 1.10, 0.50, 0.30},
        {1.30, 1.65, 1.20, 0.75, 0.35},
        {1.10, 1.50, 1.20, 1.05, 0.50},
        {1.00, 1.30, 1.15, 1.25, 0.75}
    };

    Spectrum {
        if (relative.length != LsstBand.values().length) {
            throw new IllegalArgumentException(
                    "a spectrum has " + relative.length + " magnitudes; give " + LsstBand.values().length);
        }
    }

    /** From the colours u-g, g-r, r-i, i-z, z-y. */
    static Spectrum ofColours(double ug, double gr, double ri, double iz, double zy) {
        return new Spectrum(new double[] {ug + gr + ri, gr + ri, ri, 0, -iz, -iz - zy});
    }

    /** An old, red galaxy, with the scatter of the red sequence. */
    static Spectrum old(double redshift, Draw draw) {
        double[] colours = new double[5];
        double bounded = Math.min(redshift, REDSHIFT[REDSHIFT.length - 1]);
        int cell = 0;
        while (cell < REDSHIFT.length - 2 && REDSHIFT[cell + 1] < bounded) {
            cell++;
        }
        double fraction = (bounded - REDSHIFT[cell]) / (REDSHIFT[cell + 1] - REDSHIFT[cell]);
        for (int i = 0; i < colours.length; i++) {
            colours[i] = OLD[cell][i] + fraction * (OLD[cell + 1][i] - OLD[cell][i]) + draw.normal(0, 0.05);
        }
        return ofColours(colours[0], colours[1], colours[2], colours[3], colours[4]);
    }

    /** A star-forming galaxy; beyond redshift 3 hydrogen takes its g light, beyond 4.4 its r light. */
    static Spectrum young(double redshift, Draw draw) {
        double age = Math.abs(draw.normal(0, 0.35));
        double gr = 0.12 + 0.8 * age + draw.normal(0, 0.08) + 1.5 * Math.max(0, redshift - 3.2);
        double ri = 0.10 + 0.5 * age + draw.normal(0, 0.08) + 1.2 * Math.max(0, redshift - 4.4);
        double ug = 0.35 + 0.5 * age + draw.normal(0, 0.15) + 2.5 * Math.max(0, redshift - 2.3);
        return ofColours(ug, gr, ri, 0.08 + 0.3 * age + draw.normal(0, 0.08), 0.05 + draw.normal(0, 0.08));
    }

    /** The disc of a spiral: between young and old. */
    static Spectrum disc(double redshift, Draw draw) {
        return young(redshift, draw).mixedWith(old(redshift, draw), draw.uniform(0.15, 0.6));
    }

    /** A star of the main sequence, from F (0) to M (1). */
    static Spectrum star(double coolness, Draw draw) {
        double gr = 0.25 + 1.2 * Math.sqrt(coolness);
        double ri = coolness < 0.7 ? 0.08 + 0.5 * coolness : 0.43 + 4 * (coolness - 0.7);
        double scatter = draw.normal(0, 0.03);
        return ofColours(0.9 + 1.6 * coolness, gr + scatter, ri + scatter, 0.5 * ri, 0.25 * ri);
    }

    /** A quasar or the early light of a supernova: nearly flat in frequency. */
    static Spectrum flat(Draw draw) {
        return ofColours(
                0.3 + draw.normal(0, 0.3),
                draw.normal(0.15, 0.2),
                draw.normal(0.1, 0.15),
                draw.normal(0.1, 0.15),
                draw.normal(0.05, 0.1));
    }

    private Spectrum mixedWith(Spectrum other, double share) {
        double[] mixed = new double[relative.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = (1 - share) * relative[i] + share * other.relative[i];
        }
        return new Spectrum(mixed);
    }

    /** Fluxes in nJy, by band, of a thing with this spectrum and an i magnitude. */
    double[] fluxes(double iMagnitude) {
        double[] fluxes = new double[relative.length];
        for (int i = 0; i < fluxes.length; i++) {
            fluxes[i] = Magnitudes.flux(iMagnitude + relative[i]);
        }
        return fluxes;
    }
}

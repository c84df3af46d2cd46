package dev.arclet.sky;

/**
 * The radial run of Sersic profiles, {@code I = I_e exp(-b_n (r^(1/n) - 1))} with r in effective radii and
 * {@code b_n} the expansion of Ciotti and Bertin (1999), for a total flux of 1 and an effective radius of 1. There is
 * one {@linkplain RadialTable table} for each index in steps of 0.1, with a relative error below 1e-3 where the
 * brightness is more than a thousandth of that at the effective radius.
 */
final class SersicProfile {
    static final double LEAST_INDEX = 0.5;
    static final double LARGEST_INDEX = 6;

    private static final double INDEX_STEP = 0.1;
    /** Of the effective radius, squared: a thousandth. */
    private static final double CENTRE = 1e-6;

    private static final SersicProfile[] PROFILES = all();

    private final RadialTable table;

    private SersicProfile(double n) {
        double b = concentration(n);
        // Where the brightness has fallen to exp(-7.5) of that at the effective radius.
        double edge = Math.pow(1 + 7.5 / b, n);
        double total = 2 * Math.PI * n * Math.exp(b - 2 * n * Math.log(b) + logGamma(2 * n));
        this.table = new RadialTable(CENTRE, edge * edge, s -> Math.exp(-b * (Math.pow(s, 0.5 / n) - 1)) / total);
    }

    private static SersicProfile[] all() {
        int count = (int) Math.round((LARGEST_INDEX - LEAST_INDEX) / INDEX_STEP) + 1;
        SersicProfile[] profiles = new SersicProfile[count];
        for (int i = 0; i < count; i++) {
            profiles[i] = new SersicProfile(LEAST_INDEX + i * INDEX_STEP);
        }
        return profiles;
    }

    /** The profile of the nearest index that there is a table for. */
    static SersicProfile of(double index) {
        if (!(index >= LEAST_INDEX && index <= LARGEST_INDEX)) {
            throw new IllegalArgumentException(
                    "Sersic index is " + index + "; give " + LEAST_INDEX + " to " + LARGEST_INDEX);
        }
        return PROFILES[(int) Math.round((index - LEAST_INDEX) / INDEX_STEP)];
    }

    /** {@code b_n}, so that half of the light lies within the effective radius. */
    static double concentration(double n) {
        return 2 * n - 1.0 / 3 + 4 / (405 * n) + 46 / (25_515 * n * n) + 131 / (1_148_175 * n * n * n);
    }

    /** Logarithm of the gamma function, by Stirling's series after a shift to large arguments. */
    static double logGamma(double value) {
        double shifted = value;
        double product = 1;
        while (shifted < 8) {
            product *= shifted;
            shifted += 1;
        }
        double inverse = 1 / shifted;
        double series = inverse / 12 - Math.pow(inverse, 3) / 360 + Math.pow(inverse, 5) / 1260;
        return (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product);
    }

    /** Radius beyond which there is no light worth painting, in effective radii. */
    double edge() {
        return Math.sqrt(table.end());
    }

    /** Surface brightness at a squared radius in effective radii squared. */
    float brightness(float radiusSquared) {
        return table.at(radiusSquared);
    }
}

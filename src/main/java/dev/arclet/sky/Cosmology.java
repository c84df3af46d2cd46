package dev.arclet.sky;

/**
 * Distances in a flat universe of matter and a cosmological constant. Immutable; distances are looked up in a table
 * (z up to 6, accurate to 1e-5) that the constructor integrates by Simpson's rule.
 */
final class Cosmology {
    /** Speed of light, km/s. */
    static final double LIGHT_SPEED = 299_792.458;

    static final double ARCSEC_PER_RADIAN = 206_264.806;

    private static final double MAX_REDSHIFT = 6;
    private static final double STEP = 0.005;

    private final double[] comoving;
    private final double omegaMatter;
    private final double hubble;

    /**
     * A universe.
     *
     * @param omegaMatter matter density today over the critical density
     * @param hubble Hubble constant in km/s/Mpc
     */
    Cosmology(double omegaMatter, double hubble) {
        this.omegaMatter = omegaMatter;
        this.hubble = hubble;
        int steps = (int) Math.round(MAX_REDSHIFT / STEP);
        comoving = new double[steps + 1];
        for (int i = 1; i <= steps; i++) {
            double z = i * STEP;
            double simpson =
                    (inverseExpansion(z - STEP) + 4 * inverseExpansion(z - STEP / 2) + inverseExpansion(z)) / 6;
            comoving[i] = comoving[i - 1] + simpson * STEP * LIGHT_SPEED / hubble;
        }
    }

    /** The universe that the population formulas of Collett (2015) assume: matter 0.3, Hubble constant 70 km/s/Mpc. */
    static Cosmology standard() {
        return new Cosmology(0.3, 70);
    }

    private double inverseExpansion(double z) {
        return 1 / Math.sqrt(omegaMatter * Math.pow(1 + z, 3) + 1 - omegaMatter);
    }

    /** Comoving distance in Mpc. */
    double comoving(double z) {
        if (!(z >= 0 && z < MAX_REDSHIFT)) {
            throw new IllegalArgumentException("redshift is " + z + "; give 0 to below " + MAX_REDSHIFT);
        }
        double position = z / STEP;
        int cell = Math.min((int) position, comoving.length - 2);
        return comoving[cell] + (position - cell) * (comoving[cell + 1] - comoving[cell]);
    }

    /** Angular diameter distance in Mpc. */
    double angularDiameter(double z) {
        return comoving(z) / (1 + z);
    }

    /**
     * Angular diameter distance from a nearer to a farther redshift over that of the farther: the lensing efficiency,
     * 0 to 1.
     */
    double lensingEfficiency(double lens, double source) {
        return Math.max(0, 1 - comoving(lens) / comoving(source));
    }

    /** The distance that sets time delays, {@code (1 + z_l) D_l D_s / D_ls}, in Mpc. */
    double timeDelayDistance(double lens, double source) {
        double near = comoving(lens);
        double far = comoving(source);
        if (!(far > near)) {
            throw new IllegalArgumentException(
                    "source at redshift " + source + " is not behind the lens at " + lens + "; give a larger redshift");
        }
        return near * far / (far - near);
    }

    /** Distance modulus in magnitudes. */
    double distanceModulus(double z) {
        return 5 * Math.log10(comoving(z) * (1 + z)) + 25;
    }

    /** Comoving volume a unit redshift, up to a constant: for weights only. */
    double volumeWeight(double z) {
        double distance = comoving(z);
        return distance * distance * inverseExpansion(z);
    }

    /** The angle, in arcseconds, of a proper length in kpc. */
    double arcsecOf(double kpc, double z) {
        return kpc / 1000 / angularDiameter(z) * ARCSEC_PER_RADIAN;
    }

    /** Hubble constant in km/s/Mpc. */
    double hubble() {
        return hubble;
    }
}

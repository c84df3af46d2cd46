package dev.arclet.sky;

/**
 * An active nucleus that varies about the mean that the template has. Immutable.
 *
 * <p>Bluer light varies more, as the rest-frame wavelength to the power of -0.479 (MacLeod et al. 2010).
 */
final class Flicker implements LightCurve {
    private static final double SLOPE = -0.479;
    private static final double REFERENCE_ANGSTROM = 4_000;

    private final String label;
    private final RandomWalk walk;
    private final double[] mean;
    private final double microlensing;
    private final double[] strength;

    /**
     * A nucleus.
     *
     * @param label what truth tables call it
     * @param walk its magnitudes at 4000 Angstrom in its own frame
     * @param redshift of the nucleus
     * @param mean nJy by band
     * @param microlensing magnitudes that stars in a lens take or add now, alike in all bands
     */
    Flicker(String label, RandomWalk walk, double redshift, double[] mean, double microlensing) {
        this.label = label;
        this.walk = walk;
        this.mean = mean.clone();
        this.microlensing = microlensing;
        this.strength = new double[mean.length];
        for (LsstBand band : LsstBand.values()) {
            strength[band.index()] = Math.pow(band.angstrom() / (1 + redshift) / REFERENCE_ANGSTROM, SLOPE);
        }
    }

    @Override
    public double[] flux(double day) {
        double magnitudes = walk.at(day);
        double[] flux = new double[mean.length];
        for (int i = 0; i < flux.length; i++) {
            flux[i] = mean[i] * (Math.pow(10, -0.4 * (strength[i] * magnitudes + microlensing)) - 1);
        }
        return flux;
    }

    @Override
    public String label() {
        return label;
    }
}

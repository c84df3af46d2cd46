package dev.arclet.sky;

/**
 * A supernova: it rises, stays a little at its peak and fades, while it cools. A black body with the blue end taken
 * away by metal lines stands for its spectrum, so that every band at every redshift follows from the same curve.
 * Immutable.
 *
 * <p>Peak magnitudes and their scatter are those of Richardson et al. (2014) in B; rise times, the two rates of
 * decline and temperatures are round numbers about the usual light curves: a type Ia fades by about 1.1 magnitudes in
 * B in its first 15 days, a type II stays on its plateau.
 */
final class Supernova implements LightCurve {
    /** What exploded. */
    enum Type {
        /** A white dwarf. */
        IA("supernova ia", -19.25, 0.5, 18, 0.85, 7.5, 50, 11_000, 5_500, 14, 3_700),
        /** A massive star without its envelope. */
        IBC("supernova ibc", -17.5, 1.1, 16, 0.8, 10, 60, 9_000, 5_000, 14, 3_700),
        /** A massive star with its envelope. */
        II("supernova ii", -16.75, 1.0, 12, 0.3, 10, 120, 14_000, 6_000, 15, 3_000);

        private final String label;
        private final double peakMagnitude;
        private final double scatter;
        private final double rise;
        private final double fastShare;
        private final double fast;
        private final double slow;
        private final double peakKelvin;
        private final double lateKelvin;
        private final double cooling;
        private final double blanketing;

        Type(
                String label,
                double peakMagnitude,
                double scatter,
                double rise,
                double fastShare,
                double fast,
                double slow,
                double peakKelvin,
                double lateKelvin,
                double cooling,
                double blanketing) {
            this.label = label;
            this.peakMagnitude = peakMagnitude;
            this.scatter = scatter;
            this.rise = rise;
            this.fastShare = fastShare;
            this.fast = fast;
            this.slow = slow;
            this.peakKelvin = peakKelvin;
            this.lateKelvin = lateKelvin;
            this.cooling = cooling;
            this.blanketing = blanketing;
        }

        /** A peak magnitude in B, absolute. */
        double drawPeak(Draw draw) {
            return draw.normal(peakMagnitude, scatter, peakMagnitude - 2 * scatter, peakMagnitude + 2 * scatter);
        }

        /** Days from the explosion to the peak, in its own frame. */
        double rise() {
            return rise;
        }
    }

    private static final double B_ANGSTROM = 4_400;
    /** Planck's constant times the speed of light over Boltzmann's constant, Angstrom Kelvin. */
    private static final double HC_OVER_K = 1.438_777e8;

    private static final double ROUND_TOP = 8;
    private static final double BLANKETING_WIDTH = 350;
    private static final double HOTTEST = 20_000;

    private final Type type;
    private final double redshift;
    private final double peakDay;
    private final double scale;

    /**
     * A supernova.
     *
     * @param type what exploded
     * @param redshift of its host
     * @param peakMagnitude absolute, in B
     * @param peakDay when it is brightest in B, day of the observer
     * @param cosmology for its distance
     */
    Supernova(Type type, double redshift, double peakMagnitude, double peakDay, Cosmology cosmology) {
        this.type = type;
        this.redshift = redshift;
        this.peakDay = peakDay;
        double apparent = peakMagnitude + cosmology.distanceModulus(redshift) - 2.5 * Math.log10(1 + redshift);
        this.scale = Magnitudes.flux(apparent) / spectrum(B_ANGSTROM, type.peakKelvin);
    }

    @Override
    public double[] flux(double day) {
        double[] flux = new double[LsstBand.values().length];
        double phase = (day - peakDay) / (1 + redshift);
        double inB = brightness(phase);
        if (inB == 0) {
            return flux;
        }
        double kelvin = temperature(phase);
        // The curve is that in B: cooling moves light to the red and does not dim it there.
        double level = scale * inB * spectrum(B_ANGSTROM, type.peakKelvin) / spectrum(B_ANGSTROM, kelvin);
        for (LsstBand band : LsstBand.values()) {
            flux[band.index()] = level * spectrum(band.angstrom() / (1 + redshift), kelvin);
        }
        return flux;
    }

    /** Share of the peak's light in B at a phase in days of its own frame. */
    private double brightness(double phase) {
        if (phase <= -type.rise) {
            return 0;
        }
        if (phase < 0) {
            double risen = Math.sin(Math.PI / 2 * (phase + type.rise) / type.rise);
            return risen * risen;
        }
        double since = Math.sqrt(phase * phase + ROUND_TOP * ROUND_TOP) - ROUND_TOP;
        return type.fastShare * Math.exp(-since / type.fast) + (1 - type.fastShare) * Math.exp(-since / type.slow);
    }

    private double temperature(double phase) {
        double excess = (type.peakKelvin - type.lateKelvin) * Math.exp(-phase / type.cooling);
        return Math.min(HOTTEST, type.lateKelvin + excess);
    }

    /** Flux a unit frequency, up to a constant. */
    private double spectrum(double angstrom, double kelvin) {
        double cubed = Math.pow(B_ANGSTROM / angstrom, 3);
        double blackBody = cubed / Math.expm1(HC_OVER_K / (angstrom * kelvin));
        return blackBody / (1 + Math.exp((type.blanketing - angstrom) / BLANKETING_WIDTH));
    }

    @Override
    public String label() {
        return type.label;
    }
}

package dev.arclet.sky;

import java.util.ArrayList;
import java.util.List;

/**
 * Draws single galaxies: old ones by velocity dispersion, young ones by magnitude and redshift. Immutable.
 *
 * <p>What stands on what. As in Collett (2015) and his LensPop: the velocity dispersion function of Choi, Park and
 * Vogeley (2007) without evolution, sizes from Hyde and Bernardi (2009) with 0.11 dex, axis ratios Rayleigh distributed,
 * the Einstein radius of an isothermal sphere, source sizes and ellipticities. Luminosities are the mean at a
 * dispersion in the joint Gaussian of Bernardi et al. (2003, paper II, r*, H0 = 70): M = -21.15, log sigma = 2.20,
 * scatters 0.841 mag and 0.111 dex, correlation -0.78; the other regression of these numbers is the published sigma
 * ~ L^0.25. Of our own making: the mean redshift and counts of sources, K-corrections and evolution in magnitudes.
 */
final class Galaxies {
    /** Smallest Einstein radius drawn, arcsec. */
    static final double LEAST_RADIUS = 0.6;

    /** Largest Einstein radius drawn, arcsec. */
    static final double LARGEST_RADIUS = 3.0;

    private static final int MOST_ATTEMPTS = 100_000;
    private static final double SLOWEST = 100;
    private static final double FASTEST = 400;
    /** Where {@link #abundance} is largest, km/s. */
    private static final double COMMONEST = 161 * Math.pow(2.32 / 2.67, 1 / 2.67);

    private static final int TABLE = 301;
    private static final double REDSHIFT_SCALE = 0.4;

    private final Cosmology cosmology;
    private final double[] massive;
    private final double[] common;
    private final double[] redshifts;

    /**
     * An old galaxy: velocity dispersion in km/s, redshift, i magnitude, half-light radius in arcsec, axis ratio,
     * position angle.
     */
    record Old(double dispersion, double redshift, double iMagnitude, double radius, double axisRatio, double angle) {
        /** Its light about a centre. */
        Light light(double x, double y, double index) {
            return new Sersic(x, y, radius, index, axisRatio, angle);
        }
    }

    /** A young galaxy: redshift, i magnitude, half-light radius in arcsec. */
    record Young(double redshift, double iMagnitude, double radius) {}

    /** Two galaxies in one line of sight and the Einstein radius, in arcsec, that the nearer has for the farther. */
    record Pair(Old galaxy, Young source, double einsteinRadius) {}

    Galaxies(Cosmology cosmology) {
        this.cosmology = cosmology;
        this.massive = cumulative(4);
        this.common = cumulative(0);
        this.redshifts = cumulativeVolume(0.08, 1.2);
    }

    /** Shares of the velocity dispersion function {@code s^2.32 exp(-(s/161)^2.67)/s}, weighted by a power of s. */
    private static double[] cumulative(double power) {
        double[] sums = new double[TABLE];
        for (int i = 1; i < TABLE; i++) {
            double s = SLOWEST + (FASTEST - SLOWEST) * (i - 0.5) / (TABLE - 1);
            double x = s / 161;
            sums[i] = sums[i - 1] + Math.pow(x, 2.32 - 1 + power) * Math.exp(-Math.pow(x, 2.67));
        }
        return sums;
    }

    private double[] cumulativeVolume(double from, double to) {
        double[] sums = new double[TABLE];
        for (int i = 1; i < TABLE; i++) {
            sums[i] = sums[i - 1] + cosmology.volumeWeight(from + (to - from) * (i - 0.5) / (TABLE - 1));
        }
        return sums;
    }

    private static double invert(double[] sums, double from, double to, Draw draw) {
        double wanted = draw.uniform(0, sums[sums.length - 1]);
        int low = 0;
        int high = sums.length - 1;
        while (high - low > 1) {
            int middle = (low + high) / 2;
            if (sums[middle] <= wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double fraction = (wanted - sums[low]) / (sums[high] - sums[low]);
        return from + (to - from) * (low + fraction) / (sums.length - 1);
    }

    /**
     * A galaxy and one far behind it, as often as they line up: massive galaxies by their cross-section, which goes
     * with the fourth power of the dispersion, and pairs by the square of the lensing efficiency. Einstein radii are
     * {@value #LEAST_RADIUS} to {@value #LARGEST_RADIUS} arcsec; what is smaller LSST's seeing hides.
     */
    Pair pair(Draw draw) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            double dispersion = invert(massive, SLOWEST, FASTEST, draw);
            double redshift = invert(redshifts, 0.08, 1.2, draw);
            double sourceRedshift = sourceRedshift(draw);
            double efficiency = cosmology.lensingEfficiency(redshift, sourceRedshift);
            double radius = einsteinRadius(dispersion, efficiency);
            if (radius >= LEAST_RADIUS && radius <= LARGEST_RADIUS && draw.chance(efficiency * efficiency)) {
                return new Pair(old(dispersion, redshift, draw), young(draw, 20.5, 26.8, sourceRedshift), radius);
            }
        }
        throw new IllegalStateException(
                "no pair of galaxies in " + MOST_ATTEMPTS + " draws has an Einstein radius in bounds");
    }

    /**
     * The same for a given Einstein radius: redshifts as {@link #pair(Draw)} would have them there. The dispersion
     * then follows from the redshifts, and they are kept by how common that dispersion is.
     */
    Pair pair(double einsteinRadius, Draw draw) {
        if (!(einsteinRadius >= LEAST_RADIUS && einsteinRadius <= LARGEST_RADIUS)) {
            throw new IllegalArgumentException(
                    "Einstein radius is " + einsteinRadius + " arcsec; give " + LEAST_RADIUS + " to " + LARGEST_RADIUS);
        }
        double slowest = Math.max(SLOWEST, FASTEST * Math.sqrt(einsteinRadius / einsteinRadius(FASTEST, 1)));
        double commonest = abundance(Math.max(slowest, COMMONEST));
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            double redshift = invert(redshifts, 0.08, 1.2, draw);
            double sourceRedshift = sourceRedshift(draw);
            double efficiency = cosmology.lensingEfficiency(redshift, sourceRedshift);
            double dispersion = FASTEST * Math.sqrt(einsteinRadius / einsteinRadius(FASTEST, efficiency));
            if (dispersion >= SLOWEST && dispersion <= FASTEST && draw.chance(abundance(dispersion) / commonest)) {
                return new Pair(
                        old(dispersion, redshift, draw), young(draw, 20.5, 26.8, sourceRedshift), einsteinRadius);
            }
        }
        throw new IllegalStateException(
                "no pair of galaxies in " + MOST_ATTEMPTS + " draws has an Einstein radius of " + einsteinRadius);
    }

    /**
     * How common pairs of one Einstein radius are against their dispersion s: the massive galaxies' distribution
     * {@code s^5.32 exp(-x^2.67)} times the efficiency squared, which goes as s^-4 there, times the width {@code ds ~ s}
     * that one interval of radius has.
     */
    private static double abundance(double dispersion) {
        double x = dispersion / 161;
        return Math.pow(x, 2.32) * Math.exp(-Math.pow(x, 2.67));
    }

    /** A galaxy as those that lenses are made of, so that the galaxy alone does not tell a lens. */
    Old likelyLens(Draw draw) {
        return pair(draw).galaxy();
    }

    /** A galaxy as they are in space. */
    Old any(Draw draw) {
        return old(invert(common, SLOWEST, FASTEST, draw), invert(redshifts, 0.08, 1.2, draw), draw);
    }

    private Old old(double dispersion, double z, Draw draw) {
        double v = Math.log10(dispersion);
        // LensPop inverts the mean dispersion at a luminosity instead, which makes galaxies of 300 km/s about a
        // magnitude brighter: the scatter is as wide as the relation is steep.
        double restR = -21.15 - 5.90 * (v - 2.20) + draw.normal(0, 0.526);
        double kpc = Math.pow(10, 2.46 - 2.79 * v + 0.84 * v * v + draw.normal(0, 0.11));
        // K-correction of an old population in r, less its passive evolution.
        double dimming = 1.3 * z + z * z - 0.85 * z;
        double red = 0.38 + 1.1 * Math.min(z, 0.8);
        double iMagnitude = restR + cosmology.distanceModulus(z) + dimming - red;
        double q = draw.axisRatio(0.378 - 0.000572 * dispersion, 0.3);
        double radius = Math.max(0.12, Math.min(3.5, cosmology.arcsecOf(kpc, z)));
        return new Old(dispersion, z, iMagnitude, radius, q, draw.angle());
    }

    /** Einstein radius of an isothermal lens, {@code 4 pi (sigma/c)^2 D_ls/D_s}, arcsec. */
    private static double einsteinRadius(double dispersion, double efficiency) {
        double beta = dispersion / Cosmology.LIGHT_SPEED;
        return Cosmology.ARCSEC_PER_RADIAN * 4 * Math.PI * beta * beta * efficiency;
    }

    /** Redshift of a faint galaxy, spread as {@code z^2 exp(-z/0.4)} from 0.05 to 5. */
    private static double sourceRedshift(Draw draw) {
        while (true) {
            // The sum of three exponential draws.
            double z = -REDSHIFT_SCALE
                    * Math.log((1 - draw.uniform(0, 1)) * (1 - draw.uniform(0, 1)) * (1 - draw.uniform(0, 1)));
            if (z >= 0.05 && z <= 5) {
                return z;
            }
        }
    }

    /** A young galaxy between two i magnitudes, anywhere. */
    Young young(Draw draw, double bright, double faint) {
        return young(draw, bright, faint, sourceRedshift(draw));
    }

    /**
     * A young galaxy between two i magnitudes (counts grow as 10^0.33m) at a redshift, with the size of Collett (2015):
     * {@code log R/kpc = -(M + 18)/4}, smaller as {@code ((1+z)/1.6)^-1.2}, scatter 0.35 dex.
     */
    private Young young(Draw draw, double bright, double faint, double z) {
        double iMagnitude = draw.magnitude(bright, faint, 0.33);
        double absolute = iMagnitude - cosmology.distanceModulus(z) + 2.5 * Math.log10(1 + z);
        double logKpc = -(absolute + 18) / 4 - 1.2 * Math.log10((1 + z) / 1.6) + draw.normal(0, 0.35);
        double kpc = Math.max(0.4, Math.min(8, Math.pow(10, logKpc)));
        return new Young(z, iMagnitude, Math.max(0.05, Math.min(1.5, cosmology.arcsecOf(kpc, z))));
    }

    /** The light of a young galaxy about a centre: an exponential disc, in half of the cases with clumps. */
    Light light(Young galaxy, double x, double y, Draw draw) {
        double q = draw.axisRatio(0.3, 0.2);
        double angle = draw.angle();
        Sersic disc = new Sersic(x, y, galaxy.radius(), draw.uniform(0.7, 1.5), q, angle);
        if (draw.chance(0.5)) {
            return disc;
        }
        List<Sersic> parts = new ArrayList<>(List.of(disc));
        List<Double> weights = new ArrayList<>();
        int clumps = draw.whole(1, 4);
        double share = draw.uniform(0.1, 0.5);
        weights.add(1 - share);
        for (int i = 0; i < clumps; i++) {
            double distance = galaxy.radius() * Math.sqrt(draw.uniform(0, 2.5));
            double around = draw.angle();
            double major = distance * Math.cos(around) / Math.sqrt(q);
            double minor = distance * Math.sin(around) * Math.sqrt(q);
            double east = Math.cos(angle) * major - Math.sin(angle) * minor;
            double north = Math.sin(angle) * major + Math.cos(angle) * minor;
            double radius = Math.max(0.03, galaxy.radius() * draw.uniform(0.1, 0.3));
            parts.add(new Sersic(x + east, y + north, radius, 0.7, 1, 0));
            weights.add(share / clumps);
        }
        return new Mixture(parts, weights);
    }
}

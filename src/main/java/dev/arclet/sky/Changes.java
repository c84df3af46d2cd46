package dev.arclet.sky;

import dev.arclet.sky.Scene.Spot;

/** Draws what changes in a scene: variable nuclei, supernovae, stars, and faults that pass for a change. */
final class Changes {
    private Changes() {}

    /** Fluxes times a factor. */
    static double[] scaled(double[] flux, double factor) {
        double[] scaled = flux.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return scaled;
    }

    private static double[] flux(Draw draw) {
        return Spectrum.flat(draw).fluxes(draw.magnitude(20.5, 24, 0.25));
    }

    /** A variable nucleus at the main galaxy's centre. */
    static Spot nucleus(Draw draw) {
        return new Spot(0, 0, flux(draw));
    }

    /** A supernova that follows the light of a galaxy at the centre, its radius drawn as in an exponential disc. */
    static Spot supernova(double radius, double axisRatio, double angle, Draw draw) {
        // r exp(-r/h) with h = R_e/1.68: the sum of two exponential draws.
        double distance = -radius / 1.68 * Math.log((1 - draw.uniform(0, 1)) * (1 - draw.uniform(0, 1)));
        double bounded = Math.min(distance, 3);
        double around = draw.angle();
        double major = bounded * Math.cos(around) / Math.sqrt(axisRatio);
        double minor = bounded * Math.sin(around) * Math.sqrt(axisRatio);
        double x = Math.cos(angle) * major - Math.sin(angle) * minor;
        double y = Math.sin(angle) * major + Math.cos(angle) * minor;
        return new Spot(x, y, flux(draw));
    }

    /** Something at a place. */
    static Spot at(double x, double y, Draw draw) {
        return new Spot(x, y, flux(draw));
    }

    /**
     * What changes in or near a galaxy that is no lens: its nucleus, a supernova in its light, or one in its
     * outskirts.
     */
    static Spot ofGalaxy(double radius, double axisRatio, double angle, Draw draw) {
        double what = draw.uniform(0, 1);
        if (what < 0.25) {
            return nucleus(draw);
        }
        if (what < 0.75) {
            return supernova(radius, axisRatio, angle, draw);
        }
        // As far out as the images of a lens, so that the place in the picture does not give the answer away.
        double distance = Math.min(2.8, 0.5 + draw.rayleigh(0.6));
        double around = draw.angle();
        return at(distance * Math.cos(around), distance * Math.sin(around), draw);
    }
}

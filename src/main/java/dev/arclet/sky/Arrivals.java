package dev.arclet.sky;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Orders the images of a point by the time that their light takes: {@code t = D_dt/c (|theta - beta|^2/2 - psi)} with
 * the time-delay distance {@code D_dt = (1 + z_l) D_l D_s / D_ls} (Schneider, Ehlers and Falco 1992). Immutable.
 */
final class Arrivals {
    private static final double KILOMETRES_PER_MEGAPARSEC = 3.085_677_581_49e19;
    private static final double SECONDS_PER_DAY = 86_400;

    private final Cosmology cosmology;

    Arrivals(Cosmology cosmology) {
        this.cosmology = cosmology;
    }

    /**
     * The images with their delays, the earliest first.
     *
     * @param lens the mass
     * @param source the point's place {x, y} behind the lens, arcsec
     * @param images of the point
     * @param lensRedshift redshift of the mass
     * @param sourceRedshift redshift of the point, beyond the mass
     */
    List<Arrival> of(
            SieLens lens, double[] source, List<PointImages.Image> images, double lensRedshift, double sourceRedshift) {
        double daysPerArcsec2 = cosmology.timeDelayDistance(lensRedshift, sourceRedshift)
                * KILOMETRES_PER_MEGAPARSEC
                / Cosmology.LIGHT_SPEED
                / SECONDS_PER_DAY
                / (Cosmology.ARCSEC_PER_RADIAN * Cosmology.ARCSEC_PER_RADIAN);
        double earliest = images.stream()
                .mapToDouble(image -> fermatPotential(lens, source, image))
                .min()
                .orElse(0);
        List<Arrival> arrivals = new ArrayList<>();
        for (PointImages.Image image : images) {
            double delay = daysPerArcsec2 * (fermatPotential(lens, source, image) - earliest);
            int parity = lens.magnification(image.x(), image.y()) > 0 ? 1 : -1;
            arrivals.add(new Arrival(image.x(), image.y(), image.magnification(), parity, delay));
        }
        arrivals.sort(Comparator.comparingDouble(Arrival::delay));
        return List.copyOf(arrivals);
    }

    /** Path and gravity together, arcsec squared. */
    private static double fermatPotential(SieLens lens, double[] source, PointImages.Image image) {
        double dx = image.x() - source[0];
        double dy = image.y() - source[1];
        return 0.5 * (dx * dx + dy * dy) - lens.potential(image.x(), image.y());
    }
}

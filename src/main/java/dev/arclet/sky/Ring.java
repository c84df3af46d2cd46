package dev.arclet.sky;

/**
 * A ring galaxy's ring: Gaussian across, of uneven brightness around, seen at an inclination. Normalised to a total
 * flux of 1.
 */
final class Ring implements Light {
    private final InclinedPlane plane;
    private final double radius;
    private final double width;
    private final float unevenness;
    private final float brightestCos;
    private final float brightestSin;
    private final RadialTable across;
    private final double normal;

    /**
     * A ring.
     *
     * @param x centre towards east, arcsec
     * @param y centre towards north, arcsec
     * @param radius along the major axis, arcsec
     * @param width Gaussian sigma across the ring, arcsec
     * @param axisRatio apparent, by inclination
     * @param angle of the major axis, radians from east towards north
     * @param unevenness 0 (the same all around) to 1 (dark on one side)
     * @param brightest where around the ring it is brightest, radians
     */
    Ring(
            double x,
            double y,
            double radius,
            double width,
            double axisRatio,
            double angle,
            double unevenness,
            double brightest) {
        this.plane = new InclinedPlane(x, y, axisRatio, angle);
        this.radius = radius;
        this.width = width;
        this.unevenness = (float) unevenness;
        this.brightestCos = (float) Math.cos(brightest);
        this.brightestSin = (float) Math.sin(brightest);
        double end = extent() * extent();
        this.across = new RadialTable(1e-4 * end, end, s -> {
            double sigmas = (Math.sqrt(s) - radius) / width;
            return Math.exp(-0.5 * sigmas * sigmas);
        });
        this.normal = 1 / plane.flux(extent(), r -> across.at((float) (r * r)));
    }

    @Override
    public void shine(float[] px, float[] py, int count, float weight, float[] sum) {
        float scale = (float) (weight * normal);
        for (int i = 0; i < count; i++) {
            float major = plane.major(px[i], py[i]);
            float minor = plane.minor(px[i], py[i]);
            float radiusSquared = major * major + minor * minor;
            float light = across.at(radiusSquared);
            if (light > 0) {
                float towardsBrightest =
                        (major * brightestCos + minor * brightestSin) / (float) Math.sqrt(radiusSquared);
                sum[i] += scale * light * (1 + unevenness * towardsBrightest);
            }
        }
    }

    @Override
    public double x() {
        return plane.x();
    }

    @Override
    public double y() {
        return plane.y();
    }

    @Override
    public double extent() {
        return radius + 4 * width;
    }

    @Override
    public double core() {
        return extent();
    }

    @Override
    public double grain() {
        return width * plane.axisRatio();
    }
}

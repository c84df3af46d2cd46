package dev.arclet.sky;

/**
 * A ring galaxy's ring: Gaussian across, of uneven brightness around, seen at an inclination. Normalised to a total
 * flux of 1.
 */
final class Ring implements Light {
    private final double x;
    private final double y;
    private final double radius;
    private final double width;
    private final double axisRatio;
    private final double cos;
    private final double sin;
    private final double unevenness;
    private final double brightest;
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
        this.x = x;
        this.y = y;
        this.radius = radius;
        this.width = width;
        this.axisRatio = axisRatio;
        this.cos = Math.cos(angle);
        this.sin = Math.sin(angle);
        this.unevenness = unevenness;
        this.brightest = brightest;
        double flux = 0;
        double step = extent() / 400;
        for (double r = step / 2; r < extent(); r += step) {
            flux += 2 * Math.PI * r * step * across(r);
        }
        this.normal = 1 / flux / axisRatio;
    }

    private double across(double r) {
        double sigmas = (r - radius) / width;
        return Math.exp(-0.5 * sigmas * sigmas);
    }

    @Override
    public double brightness(double px, double py) {
        double dx = px - x;
        double dy = py - y;
        double major = cos * dx + sin * dy;
        double minor = (cos * dy - sin * dx) / axisRatio;
        double r = Math.sqrt(major * major + minor * minor);
        if (r > extent()) {
            return 0;
        }
        double around = 1 + unevenness * Math.cos(Math.atan2(minor, major) - brightest);
        return normal * across(r) * around;
    }

    @Override
    public double x() {
        return x;
    }

    @Override
    public double y() {
        return y;
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
        return width * axisRatio;
    }
}

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
    private final float axisRatio;
    private final float cos;
    private final float sin;
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
        this.x = x;
        this.y = y;
        this.radius = radius;
        this.width = width;
        this.axisRatio = (float) axisRatio;
        this.cos = (float) Math.cos(angle);
        this.sin = (float) Math.sin(angle);
        this.unevenness = (float) unevenness;
        this.brightestCos = (float) Math.cos(brightest);
        this.brightestSin = (float) Math.sin(brightest);
        double end = extent() * extent();
        this.across = new RadialTable(1e-4 * end, end, s -> {
            double sigmas = (Math.sqrt(s) - radius) / width;
            return Math.exp(-0.5 * sigmas * sigmas);
        });
        double flux = 0;
        double step = extent() / 400;
        for (double r = step / 2; r < extent(); r += step) {
            flux += 2 * Math.PI * r * step * across.at((float) (r * r));
        }
        this.normal = 1 / flux / axisRatio;
    }

    @Override
    public void shine(float[] px, float[] py, int count, float weight, float[] sum) {
        float scale = (float) (weight * normal);
        for (int i = 0; i < count; i++) {
            float dx = (float) (px[i] - x);
            float dy = (float) (py[i] - y);
            float major = cos * dx + sin * dy;
            float minor = (cos * dy - sin * dx) / axisRatio;
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

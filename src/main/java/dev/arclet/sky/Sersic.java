package dev.arclet.sky;

/**
 * A {@linkplain SersicProfile Sersic profile} with elliptical isophotes: its radius is {@code r^2 = q x'^2 + y'^2/q}.
 */
final class Sersic implements Light {
    private final double x;
    private final double y;
    private final double axisRatio;
    private final double effectiveRadius;
    private final SersicProfile profile;
    private final double normal;
    // r^2 in effective radii = xx dx^2 + xy dx dy + yy dy^2.
    private final float xx;
    private final float xy;
    private final float yy;

    /**
     * A light.
     *
     * @param x centre towards east, arcsec
     * @param y centre towards north, arcsec
     * @param effectiveRadius circularised half-light radius, arcsec
     * @param index Sersic index: 1 an exponential disc, 4 de Vaucouleurs; 0.5 to 6, taken to the nearest tenth
     * @param axisRatio minor over major axis, 0.05 to 1
     * @param angle of the major axis, radians from east towards north
     */
    Sersic(double x, double y, double effectiveRadius, double index, double axisRatio, double angle) {
        if (!(effectiveRadius > 0)) {
            throw new IllegalArgumentException("effective radius is " + effectiveRadius + " arcsec; give more than 0");
        }
        if (!(axisRatio >= 0.05 && axisRatio <= 1)) {
            throw new IllegalArgumentException("axis ratio is " + axisRatio + "; give 0.05 to 1");
        }
        this.x = x;
        this.y = y;
        this.effectiveRadius = effectiveRadius;
        this.axisRatio = axisRatio;
        this.profile = SersicProfile.of(index);
        double area = effectiveRadius * effectiveRadius;
        this.normal = 1 / area;
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        this.xx = (float) ((axisRatio * cos * cos + sin * sin / axisRatio) / area);
        this.xy = (float) (2 * cos * sin * (axisRatio - 1 / axisRatio) / area);
        this.yy = (float) ((axisRatio * sin * sin + cos * cos / axisRatio) / area);
    }

    @Override
    public void shine(float[] px, float[] py, int count, float weight, float[] sum) {
        float centreX = (float) x;
        float centreY = (float) y;
        float scale = (float) (weight * normal);
        for (int i = 0; i < count; i++) {
            float dx = px[i] - centreX;
            float dy = py[i] - centreY;
            sum[i] += scale * profile.brightness(xx * dx * dx + xy * dx * dy + yy * dy * dy);
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
        return effectiveRadius * profile.edge() / Math.sqrt(axisRatio);
    }

    @Override
    public double core() {
        return 2 * effectiveRadius / Math.sqrt(axisRatio);
    }

    @Override
    public double grain() {
        return effectiveRadius * Math.sqrt(axisRatio);
    }
}

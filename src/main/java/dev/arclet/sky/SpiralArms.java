package dev.arclet.sky;

/**
 * The arms of a spiral galaxy: an exponential disc whose light is gathered along logarithmic spirals, seen at an
 * inclination. With one arm it serves as a tidal tail. Normalised numerically.
 */
final class SpiralArms implements Light {
    private final double x;
    private final double y;
    private final double scaleLength;
    private final double axisRatio;
    private final double cos;
    private final double sin;
    private final int arms;
    private final double windings;
    private final double phase;
    private final double sharpness;
    private final double innerRadius;
    private final double normal;

    /**
     * A set of arms.
     *
     * @param x centre towards east, arcsec
     * @param y centre towards north, arcsec
     * @param scaleLength of the exponential disc, arcsec along the major axis
     * @param axisRatio apparent, by inclination
     * @param angle of the major axis, radians from east towards north
     * @param arms how many
     * @param pitch angle of the arms in radians; its sign gives the sense of rotation
     * @param phase where the arms start, radians
     * @param sharpness contrast: 1 is a gentle wave, 6 a thin arm
     * @param innerRadius inside which there are no arms, arcsec
     */
    SpiralArms(
            double x,
            double y,
            double scaleLength,
            double axisRatio,
            double angle,
            int arms,
            double pitch,
            double phase,
            double sharpness,
            double innerRadius) {
        this.x = x;
        this.y = y;
        this.scaleLength = scaleLength;
        this.axisRatio = axisRatio;
        this.cos = Math.cos(angle);
        this.sin = Math.sin(angle);
        this.arms = arms;
        this.windings = 1 / Math.tan(pitch);
        this.phase = phase;
        this.sharpness = sharpness;
        this.innerRadius = innerRadius;
        this.normal = 1 / faceOnFlux() / axisRatio;
    }

    private double faceOnFlux() {
        // The arms' mean over a turn does not depend on the radius.
        double mean = 0;
        int turns = 64;
        for (int i = 0; i < turns; i++) {
            mean += wave(2 * Math.PI * i / turns) / turns;
        }
        double flux = 0;
        double step = extent() / 400;
        for (double radius = step / 2; radius < extent(); radius += step) {
            flux += 2 * Math.PI * radius * step * disc(radius) * mean;
        }
        return flux;
    }

    private double wave(double turn) {
        return Math.exp(sharpness * (Math.cos(turn) - 1));
    }

    private double disc(double radius) {
        double inner = radius / innerRadius;
        return Math.exp(-radius / scaleLength) * inner * inner / (1 + inner * inner);
    }

    @Override
    public double brightness(double px, double py) {
        double dx = px - x;
        double dy = py - y;
        double major = cos * dx + sin * dy;
        double minor = (cos * dy - sin * dx) / axisRatio;
        double radius = Math.sqrt(major * major + minor * minor);
        if (radius >= extent() || radius < 1e-6) {
            return 0;
        }
        double turn = arms * (Math.atan2(minor, major) - windings * Math.log(radius / scaleLength)) + phase;
        return normal * disc(radius) * wave(turn);
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
        return 5 * scaleLength;
    }

    @Override
    public double core() {
        return extent();
    }

    @Override
    public double grain() {
        return 0.3 * scaleLength * axisRatio;
    }
}

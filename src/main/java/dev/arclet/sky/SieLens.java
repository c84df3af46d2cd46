package dev.arclet.sky;

/**
 * The mass of a lens: a singular isothermal ellipsoid with external shear, in the closed form of Keeton and Kochanek
 * (1998), with the Einstein radius that of the circle which holds the same mass (as lenstronomy's {@code SIE}).
 * Immutable.
 */
final class SieLens {
    private static final double MAX_AXIS_RATIO = 0.999_999_99;

    private final double x;
    private final double y;
    private final double einsteinRadius;
    private final double axisRatio;
    private final double angle;
    private final double shear1;
    private final double shear2;

    private final double cos;
    private final double sin;
    private final double scale;
    private final double flattening;

    /**
     * A lens.
     *
     * @param x centre towards east, arcsec
     * @param y centre towards north, arcsec
     * @param einsteinRadius arcsec
     * @param axisRatio minor over major axis of the mass, 0 to 1
     * @param angle of the major axis, radians from east towards north
     * @param shear1 external shear along the axes
     * @param shear2 external shear along the diagonals
     */
    SieLens(double x, double y, double einsteinRadius, double axisRatio, double angle, double shear1, double shear2) {
        if (!(einsteinRadius > 0)) {
            throw new IllegalArgumentException("Einstein radius is " + einsteinRadius + " arcsec; give more than 0");
        }
        if (!(axisRatio > 0 && axisRatio <= 1)) {
            throw new IllegalArgumentException("axis ratio is " + axisRatio + "; give more than 0, at most 1");
        }
        this.x = x;
        this.y = y;
        this.einsteinRadius = einsteinRadius;
        this.axisRatio = Math.min(axisRatio, MAX_AXIS_RATIO);
        this.angle = angle;
        this.shear1 = shear1;
        this.shear2 = shear2;
        this.cos = Math.cos(angle);
        this.sin = Math.sin(angle);
        this.flattening = Math.sqrt(1 - this.axisRatio * this.axisRatio);
        this.scale = einsteinRadius * Math.sqrt(this.axisRatio) / flattening;
    }

    double x() {
        return x;
    }

    double y() {
        return y;
    }

    double einsteinRadius() {
        return einsteinRadius;
    }

    double axisRatio() {
        return axisRatio;
    }

    double angle() {
        return angle;
    }

    /** This lens moved by an offset in arcseconds. */
    SieLens moved(double dx, double dy) {
        return new SieLens(x + dx, y + dy, einsteinRadius, axisRatio, angle, shear1, shear2);
    }

    /**
     * The deflection at a point of the sky, so that the source position is {@code beta = theta - alpha}.
     *
     * @param thetaX towards east, arcsec
     * @param thetaY towards north, arcsec
     * @param alpha receives the two components in arcsec
     */
    void deflect(double thetaX, double thetaY, double[] alpha) {
        double dx = thetaX - x;
        double dy = thetaY - y;
        double major = cos * dx + sin * dy;
        double minor = cos * dy - sin * dx;
        double psi = Math.sqrt(axisRatio * axisRatio * major * major + minor * minor);
        double alongMajor = 0;
        double alongMinor = 0;
        if (psi > 0) {
            alongMajor = scale * Math.atan(flattening * major / psi);
            alongMinor = scale * artanh(flattening * minor / psi);
        }
        alpha[0] = cos * alongMajor - sin * alongMinor + shear1 * dx + shear2 * dy;
        alpha[1] = sin * alongMajor + cos * alongMinor + shear2 * dx - shear1 * dy;
    }

    /**
     * Shoots rays back to the source plane, {@code beta = theta - alpha}, in single precision: within 3e-6 arcsec of
     * {@link #deflect}. A few nanoseconds a ray: the loops are simple so that the JIT compiler vectorises them.
     *
     * @param thetaX towards east, arcsec
     * @param thetaY towards north, arcsec
     * @param count of the rays, which stand first in the arrays
     * @param betaX receives the source positions
     * @param betaY receives the source positions
     */
    void shoot(float[] thetaX, float[] thetaY, int count, float[] betaX, float[] betaY) {
        halfAngles(thetaX, thetaY, count, betaX, betaY);
        arcTangents(betaX, count, (float) (2 * scale));
        areaTangents(betaY, count, (float) (2 * scale));
        float centreX = (float) x;
        float centreY = (float) y;
        float c = (float) cos;
        float s = (float) sin;
        float g1 = (float) shear1;
        float g2 = (float) shear2;
        for (int i = 0; i < count; i++) {
            float dx = thetaX[i] - centreX;
            float dy = thetaY[i] - centreY;
            float major = betaX[i];
            float minor = betaY[i];
            betaX[i] = thetaX[i] - (c * major - s * minor + g1 * dx + g2 * dy);
            betaY[i] = thetaY[i] - (s * major + c * minor + g2 * dx - g1 * dy);
        }
    }

    /**
     * The arguments of the deflection's arc and area tangent after one halving, {@code tan(a/2)} and
     * {@code tanh(a/2)}, which needs no division by what is small: {@code 1 + u^2} and {@code 1 - w^2} are
     * {@code r^2/psi^2} and {@code q^2 r^2/psi^2}.
     */
    private void halfAngles(float[] thetaX, float[] thetaY, int count, float[] half, float[] halfHyperbolic) {
        float centreX = (float) x;
        float centreY = (float) y;
        float c = (float) cos;
        float s = (float) sin;
        float q = (float) axisRatio;
        float f = (float) flattening;
        for (int i = 0; i < count; i++) {
            float dx = thetaX[i] - centreX;
            float dy = thetaY[i] - centreY;
            float major = c * dx + s * dy;
            float minor = c * dy - s * dx;
            // In the centre itself there is no deflection.
            float r = (float) Math.sqrt(major * major + minor * minor + Float.MIN_NORMAL);
            float psi = (float) Math.sqrt(q * q * major * major + minor * minor);
            half[i] = f * major / (psi + r);
            halfHyperbolic[i] = f * minor / (psi + q * r);
        }
    }

    /** {@code factor * atan(v)} for v from -1 to 1, by one more halving and the series. */
    private static void arcTangents(float[] values, int count, float factor) {
        float twice = 2 * factor;
        for (int i = 0; i < count; i++) {
            float v = values[i];
            float half = v / (1 + (float) Math.sqrt(1 + v * v));
            float s = half * half;
            values[i] = twice
                    * half
                    * (1 + s * (-1f / 3 + s * (1f / 5 + s * (-1f / 7 + s * (1f / 9 + s * (-1f / 11 + s / 13))))));
        }
    }

    /** {@code factor * artanh(v)} for v from -0.96 to 0.96, by two more halvings and the series. */
    private static void areaTangents(float[] values, int count, float factor) {
        float fourTimes = 4 * factor;
        for (int i = 0; i < count; i++) {
            float v = values[i];
            float half = v / (1 + (float) Math.sqrt(1 - v * v));
            float quarter = half / (1 + (float) Math.sqrt(1 - half * half));
            float s = quarter * quarter;
            values[i] = fourTimes
                    * quarter
                    * (1 + s * (1f / 3 + s * (1f / 5 + s * (1f / 7 + s * (1f / 9 + s * (1f / 11 + s / 13))))));
        }
    }

    private static double artanh(double v) {
        return 0.5 * Math.log((1 + v) / (1 - v));
    }

    /** The lensing potential in arcsec squared; its gradient is the deflection. */
    double potential(double thetaX, double thetaY) {
        double[] alpha = new double[2];
        deflect(thetaX, thetaY, alpha);
        double dx = thetaX - x;
        double dy = thetaY - y;
        // The isothermal part is of degree one in theta, the shear of degree two.
        double shear = 0.5 * shear1 * (dx * dx - dy * dy) + shear2 * dx * dy;
        return dx * alpha[0] + dy * alpha[1] - 2 * shear + shear;
    }

    /** Surface mass density over the critical one. */
    double convergence(double thetaX, double thetaY) {
        double dx = thetaX - x;
        double dy = thetaY - y;
        double major = cos * dx + sin * dy;
        double minor = cos * dy - sin * dx;
        return einsteinRadius / 2 / Math.sqrt(axisRatio * major * major + minor * minor / axisRatio);
    }

    /**
     * Signed magnification of a point image: negative where the image is mirrored; from differences of the
     * deflection.
     */
    double magnification(double thetaX, double thetaY) {
        double h = 1e-4;
        double[] east = new double[2];
        double[] west = new double[2];
        double[] north = new double[2];
        double[] south = new double[2];
        deflect(thetaX + h, thetaY, east);
        deflect(thetaX - h, thetaY, west);
        deflect(thetaX, thetaY + h, north);
        deflect(thetaX, thetaY - h, south);
        double xx = 1 - (east[0] - west[0]) / (2 * h);
        double yx = -(east[1] - west[1]) / (2 * h);
        double xy = -(north[0] - south[0]) / (2 * h);
        double yy = 1 - (north[1] - south[1]) / (2 * h);
        return 1 / (xx * yy - xy * yx);
    }

    /**
     * Whether a source is seen more than once: it lies inside the pseudo-caustic, the curve to which the directions
     * at the singular centre map. (Sources in the part of a caustic that sticks out of it are missed; they are rare
     * below shears of 0.2.)
     */
    boolean multiplyImages(double sourceX, double sourceY) {
        int vertices = 64;
        double[] alpha = new double[2];
        boolean inside = false;
        double previousX = 0;
        double previousY = 0;
        for (int i = 0; i <= vertices; i++) {
            double phi = 2 * Math.PI * i / vertices;
            deflect(x + 1e-9 * Math.cos(phi), y + 1e-9 * Math.sin(phi), alpha);
            double vertexX = x - alpha[0];
            double vertexY = y - alpha[1];
            if (i > 0
                    && (vertexY > sourceY) != (previousY > sourceY)
                    && sourceX < (previousX - vertexX) * (sourceY - vertexY) / (previousY - vertexY) + vertexX) {
                inside = !inside;
            }
            previousX = vertexX;
            previousY = vertexY;
        }
        return inside;
    }
}

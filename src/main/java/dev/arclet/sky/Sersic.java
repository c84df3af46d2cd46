package dev.arclet.sky;

/**
 * A Sersic profile with elliptical isophotes, {@code I = I_e exp(-b_n ((r/R_e)^(1/n) - 1))}, where r is the circularised radius
 * {@code r^2 = q x'^2 + y'^2/q} and {@code b_n} the expansion of Ciotti and Bertin (1999). Brightness is read from a table over the
 * square root of r (relative error below 1e-3 outside the central hundredth of R_e).
 */
final class Sersic implements Light {
    private static final int TABLE = 768;

    private final double x;
    private final double y;
    private final double cos;
    private final double sin;
    private final double axisRatio;
    private final double effectiveRadius;
    private final double extent;
    private final double cellsPerRoot;
    private final float[] table;

    /**
     * A profile.
     *
     * @param x centre towards east, arcsec
     * @param y centre towards north, arcsec
     * @param effectiveRadius circularised half-light radius, arcsec
     * @param index Sersic index: 1 an exponential disc, 4 de Vaucouleurs; 0.3 to 8
     * @param axisRatio minor over major axis, 0.05 to 1
     * @param angle of the major axis, radians from east towards north
     */
    Sersic(double x, double y, double effectiveRadius, double index, double axisRatio, double angle) {
        if (!(effectiveRadius > 0)) {
            throw new IllegalArgumentException("effective radius is " + effectiveRadius + " arcsec; give more than 0");
        }
        if (!(index >= 0.3 && index <= 8)) {
            throw new IllegalArgumentException("Sersic index is " + index + "; give 0.3 to 8");
        }
        if (!(axisRatio >= 0.05 && axisRatio <= 1)) {
            throw new IllegalArgumentException("axis ratio is " + axisRatio + "; give 0.05 to 1");
        }
        this.x = x;
        this.y = y;
        this.effectiveRadius = effectiveRadius;
        this.axisRatio = axisRatio;
        this.cos = Math.cos(angle);
        this.sin = Math.sin(angle);
        double b = concentration(index);
        // Where the brightness has fallen to exp(-9) of that at R_e.
        double circular = effectiveRadius * Math.pow(1 + 9 / b, index);
        this.extent = circular / Math.sqrt(axisRatio);
        this.cellsPerRoot = (TABLE - 2) / Math.sqrt(circular);
        double total = 2
                * Math.PI
                * index
                * effectiveRadius
                * effectiveRadius
                * Math.exp(b - 2 * index * Math.log(b) + logGamma(2 * index));
        this.table = new float[TABLE];
        for (int i = 0; i < TABLE; i++) {
            double root = i / cellsPerRoot;
            double radius = root * root;
            table[i] = (float) (Math.exp(-b * (Math.pow(radius / effectiveRadius, 1 / index) - 1)) / total);
        }
    }

    /** {@code b_n}, so that half of the light lies within the effective radius. */
    static double concentration(double n) {
        return 2 * n - 1.0 / 3 + 4 / (405 * n) + 46 / (25_515 * n * n) + 131 / (1_148_175 * n * n * n);
    }

    /** Logarithm of the gamma function, by Stirling's series after a shift to large arguments. */
    static double logGamma(double value) {
        double shifted = value;
        double product = 1;
        while (shifted < 8) {
            product *= shifted;
            shifted += 1;
        }
        double inverse = 1 / shifted;
        double series = inverse / 12 - Math.pow(inverse, 3) / 360 + Math.pow(inverse, 5) / 1260;
        return (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product);
    }

    @Override
    public double brightness(double px, double py) {
        double dx = px - x;
        double dy = py - y;
        double major = cos * dx + sin * dy;
        double minor = cos * dy - sin * dx;
        double root = Math.sqrt(Math.sqrt(axisRatio * major * major + minor * minor / axisRatio));
        double position = root * cellsPerRoot;
        int cell = (int) position;
        if (cell >= TABLE - 1) {
            return 0;
        }
        double fraction = position - cell;
        return table[cell] + fraction * (table[cell + 1] - table[cell]);
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
        return extent;
    }

    @Override
    public double grain() {
        return effectiveRadius * Math.sqrt(axisRatio);
    }

    /** Circularised half-light radius, arcsec. */
    double effectiveRadius() {
        return effectiveRadius;
    }
}

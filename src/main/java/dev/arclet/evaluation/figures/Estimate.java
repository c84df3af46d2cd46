package dev.arclet.evaluation.figures;

/**
 * A figure and its 95 % confidence interval.
 *
 * @param value the figure
 * @param low lower end of the interval
 * @param high upper end of the interval
 */
public record Estimate(double value, double low, double high) {
    /** Standard deviations from the middle of a normal distribution to the ends of its central 95 %. */
    static final double NORMAL_95 = 1.959963984540054;

    public Estimate {
        if (!(low <= value && value <= high)) {
            throw new IllegalArgumentException(
                    "estimate %s has the interval %s to %s; give one around it".formatted(value, low, high));
        }
    }

    /** A figure that lies between 0 and 1, with an interval of so many standard errors that is kept there. */
    static Estimate normal(double value, double standardError) {
        double half = NORMAL_95 * standardError;
        return new Estimate(value, Math.max(0, value - half), Math.min(1, value + half));
    }
}

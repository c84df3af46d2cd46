package dev.arclet.scoring;

/**
 * From a network's score to the probability of a lens, by Platt's method (Platt 1999): {@code probability = sigmoid(slope *
 * logit(score) + intercept)}. Slope and intercept were fitted on pictures that the network had not seen, and hold for one share
 * of lenses among all.
 *
 * @param slope more than 0, so that a higher score is never a lower probability
 * @param intercept in units of the logit
 * @param prevalence share of lenses among the alerts for which the probability is meant, between 0 and 1
 */
public record Calibration(double slope, double intercept, double prevalence) {

    /** Half a step of a float below 1. A score of 0 or 1 is a rounded one, and certainty is not what it says. */
    private static final double NEAREST = 0x1p-25;

    public Calibration {
        if (!(slope > 0 && slope < 1e6)) {
            throw new IllegalArgumentException("calibration slope is " + slope + "; give more than 0");
        }
        if (!(Math.abs(intercept) < 1e6)) {
            throw new IllegalArgumentException("calibration intercept is " + intercept + "; give a finite number");
        }
        if (!(prevalence > 0 && prevalence < 1)) {
            throw new IllegalArgumentException(
                    "calibration prevalence is " + prevalence + "; give more than 0 and less than 1");
        }
    }

    /**
     * The probability for a score.
     *
     * @param score 0 to 1
     * @return between 0 and 1
     */
    public double probability(float score) {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("score is " + score + "; it is 0 to 1");
        }
        double inside = Math.min(Math.max(score, NEAREST), 1 - NEAREST);
        double logit = Math.log(inside / (1 - inside));
        return 1 / (1 + Math.exp(-(slope * logit + intercept)));
    }
}

package dev.arclet.evaluation.figures;

import java.util.Arrays;
import java.util.List;

/**
 * Share of the candidates that would be lenses, were one object in so many a lens: {@code TPR p / (TPR p + FPR (1 - p))}. Its interval
 * joins the pessimistic ends of both rates and the optimistic ones, so it covers at least 95 %.
 *
 * @param prevalence share of lenses among all objects
 * @param purity of the candidates
 */
public record Purity(double prevalence, Estimate purity) {
    private static final double[] PREVALENCES = {1e-3, 1e-4, 1e-5};

    /** The prevalences that are usual in the field, highest first. */
    public static List<Double> prevalences() {
        return Arrays.stream(PREVALENCES).boxed().toList();
    }

    /** At the prevalences that are usual in the field, from a true and a false positive rate; empty where nothing at all passes. */
    static List<Purity> at(Share tpr, Share fpr) {
        if (tpr.count() == 0 && fpr.count() == 0) {
            return List.of();
        }
        return Arrays.stream(PREVALENCES)
                .mapToObj(p -> new Purity(
                        p,
                        new Estimate(
                                purity(p, tpr.value(), fpr.value()),
                                purity(p, tpr.low(), fpr.high()),
                                purity(p, tpr.high(), fpr.low()))))
                .toList();
    }

    private static double purity(double prevalence, double tpr, double fpr) {
        double lenses = tpr * prevalence;
        return lenses == 0 ? 0 : lenses / (lenses + fpr * (1 - prevalence));
    }
}

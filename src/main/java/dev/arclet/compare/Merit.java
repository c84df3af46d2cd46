package dev.arclet.compare;

import dev.arclet.evaluation.figures.Estimate;
import java.util.Optional;

/** A figure by which one pair is more accurate than another. */
public enum Merit {
    /** Area under the ROC curve. */
    AUROC("AUROC"),
    /** Accuracy on as many lenses as others, at a score of 0.5. */
    ACCURACY("accuracy at 50:50"),
    /** Share of the lenses that pass where one in a thousand of the others does. */
    TPR("TPR at FPR 0.001");

    private final String title;

    Merit(String title) {
        this.title = title;
    }

    /** How reports call it. */
    public String title() {
        return title;
    }

    /** Its value for a pair; empty where the sample is too small for it. */
    public Optional<Estimate> of(Accuracy accuracy) {
        return switch (this) {
            case AUROC -> Optional.of(accuracy.auroc());
            case ACCURACY -> Optional.of(accuracy.atHalf());
            case TPR -> accuracy.tpr();
        };
    }
}

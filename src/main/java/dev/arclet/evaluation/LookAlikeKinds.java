package dev.arclet.evaluation;

import dev.arclet.evaluation.ModelEvaluation.LookAlikes;
import dev.arclet.evaluation.figures.Estimate;
import dev.arclet.evaluation.figures.Figures;
import dev.arclet.evaluation.figures.Roc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a sample's kinds of look-alikes do to its figures: a single hard kind, or one that is more frequent in the sample than on
 * the sky, can decide the true positive rate at a small false positive rate.
 */
final class LookAlikeKinds {
    private final Map<String, List<Scored>> byKind = new TreeMap<>();
    private final float[] lenses;
    private final List<Completeness.Level> levels;
    private final float candidateThreshold;

    /**
     * @param lenses scores of the lenses; may be none
     * @param others what is no lens
     * @param levels that are looked at
     * @param candidateThreshold the model's own
     */
    LookAlikeKinds(float[] lenses, List<Scored> others, List<Completeness.Level> levels, float candidateThreshold) {
        this.lenses = lenses;
        this.levels = levels;
        this.candidateThreshold = candidateThreshold;
        others.forEach(other -> byKind.computeIfAbsent(other.specimen().kind(), kind -> new ArrayList<>())
                .add(other));
    }

    /** One row a kind, in the order of their names. */
    List<LookAlikes> rows() {
        return byKind.keySet().stream().map(this::row).toList();
    }

    private LookAlikes row(String kind) {
        List<Scored> these = byKind.get(kind);
        List<Scored> rest = byKind.entrySet().stream()
                .filter(other -> !other.getKey().equals(kind))
                .flatMap(other -> other.getValue().stream())
                .toList();
        Optional<Estimate> alone =
                lenses.length == 0 ? Optional.empty() : Optional.of(new Roc(lenses, Scored.scores(these)).auroc());
        Optional<Figures> without = lenses.length == 0 || rest.isEmpty()
                ? Optional.empty()
                : Optional.of(Figures.of(new Roc(lenses, Scored.scores(rest)), candidateThreshold));
        return new LookAlikes(
                kind,
                these.size(),
                levels.stream().map(level -> level.passing(these)).toList(),
                alone,
                without);
    }
}

package dev.arclet.evaluation;

import dev.arclet.evaluation.ModelEvaluation.ByBands;
import dev.arclet.evaluation.ModelEvaluation.CalibrationCheck;
import dev.arclet.evaluation.ModelEvaluation.Counts;
import dev.arclet.evaluation.ModelEvaluation.Histogram;
import dev.arclet.evaluation.ModelEvaluation.LookAlikes;
import dev.arclet.evaluation.ModelEvaluation.ModelFacts;
import dev.arclet.evaluation.figures.Figures;
import dev.arclet.evaluation.figures.Reliability;
import dev.arclet.evaluation.figures.Roc;
import dev.arclet.evaluation.figures.Share;
import dev.arclet.evaluation.sample.Label;
import dev.arclet.picture.Recipe;
import dev.arclet.scoring.Calibration;
import dev.arclet.scoring.ModelBundle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes the figures of one model from the sample that it scored. */
public final class Evaluator {
    private final ModelBundle model;
    private final ScoredSample sample;
    private final List<Scored> lenses;
    private final List<Scored> others;

    private Evaluator(ModelBundle model, ScoredSample sample) {
        this.model = model;
        this.sample = sample;
        this.lenses = of(Label.LENS);
        this.others = of(Label.OTHER);
    }

    /** The figures; a second or two for 100,000 pictures. */
    public static ModelEvaluation evaluate(ModelBundle model, ScoredSample sample) {
        return new Evaluator(model, sample).evaluate();
    }

    private List<Scored> of(Label label) {
        return sample.scored().stream()
                .filter(scored -> scored.specimen().label() == label)
                .toList();
    }

    private ModelEvaluation evaluate() {
        Optional<Figures> all = figures(scores(lenses), scores(others));
        List<Completeness.Level> levels = Completeness.levels(model.threshold(), all);
        return new ModelEvaluation(
                facts(),
                counts(),
                sample.throughput(),
                all,
                figures(scores(wide()), scores(others)),
                calibration(),
                Completeness.of(lenses, levels),
                lookAlikes(levels),
                byBands(),
                all.isPresent() ? new Roc(scores(lenses), scores(others)).curve() : List.of(),
                new Histogram(histogram(lenses), histogram(others), histogram(of(Label.UNKNOWN))));
    }

    private ModelFacts facts() {
        Recipe recipe = model.recipe();
        return new ModelFacts(
                model.name(),
                model.version(),
                recipe.view().name().toLowerCase(Locale.ROOT),
                recipe.channels(),
                recipe.grid().size(),
                recipe.grid().fieldOfView(),
                model.threshold(),
                model.calibration().prevalence());
    }

    private Counts counts() {
        return new Counts(
                lenses.size(),
                others.size(),
                of(Label.UNKNOWN).size(),
                unscored(Label.LENS),
                unscored(Label.OTHER),
                unscored(Label.UNKNOWN));
    }

    private long unscored(Label label) {
        return sample.unscored().stream()
                .filter(specimen -> specimen.label() == label)
                .count();
    }

    private List<Scored> wide() {
        return lenses.stream()
                .filter(lens -> lens.specimen().einsteinRadius().orElse(0) >= ModelEvaluation.WIDE)
                .toList();
    }

    private Optional<Figures> figures(float[] ofLenses, float[] ofOthers) {
        return ofLenses.length == 0 || ofOthers.length == 0
                ? Optional.empty()
                : Optional.of(Figures.of(new Roc(ofLenses, ofOthers), model.threshold()));
    }

    private static float[] scores(List<Scored> scored) {
        float[] scores = new float[scored.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = scored.get(i).score();
        }
        return scores;
    }

    private Optional<CalibrationCheck> calibration() {
        if (lenses.isEmpty() || others.isEmpty()) {
            return Optional.empty();
        }
        double prevalence = lenses.size() / (double) (lenses.size() + others.size());
        Calibration own = model.calibration();
        Calibration before = new Calibration(1, logit(prevalence), prevalence);
        Calibration after =
                new Calibration(own.slope(), own.intercept() - logit(own.prevalence()) + logit(prevalence), prevalence);
        return Optional.of(new CalibrationCheck(prevalence, reliability(before), reliability(after)));
    }

    private static List<Long> histogram(List<Scored> scored) {
        List<Long> counts = new ArrayList<>(Collections.nCopies(Histogram.BINS, 0L));
        for (Scored one : scored) {
            int bin = Math.min(Histogram.BINS - 1, (int) (one.score() * Histogram.BINS));
            counts.set(bin, counts.get(bin) + 1);
        }
        return counts;
    }

    private static double logit(double probability) {
        return Math.log(probability / (1 - probability));
    }

    private Reliability reliability(Calibration calibration) {
        int count = lenses.size() + others.size();
        double[] probabilities = new double[count];
        boolean[] lens = new boolean[count];
        for (int i = 0; i < count; i++) {
            lens[i] = i < lenses.size();
            Scored scored = lens[i] ? lenses.get(i) : others.get(i - lenses.size());
            probabilities[i] = calibration.probability(scored.score());
        }
        return Reliability.of(probabilities, lens);
    }

    private List<LookAlikes> lookAlikes(List<Completeness.Level> levels) {
        Map<String, List<Scored>> byKind = new TreeMap<>();
        others.forEach(other -> byKind.computeIfAbsent(other.specimen().kind(), kind -> new ArrayList<>())
                .add(other));
        List<LookAlikes> rows = new ArrayList<>();
        byKind.forEach((kind, scored) -> {
            List<Share> passing =
                    levels.stream().map(level -> level.passing(scored)).toList();
            rows.add(new LookAlikes(kind, scored.size(), passing));
        });
        return rows;
    }

    private List<ByBands> byBands() {
        List<ByBands> rows = new ArrayList<>();
        for (int bands = 1; bands <= model.recipe().channels().size(); bands++) {
            int known = bands;
            figures(scoresWith(lenses, bands), scoresWith(others, bands))
                    .ifPresent(figures -> rows.add(new ByBands(known, figures)));
        }
        return rows;
    }

    private static float[] scoresWith(List<Scored> scored, int bands) {
        List<Float> found = new ArrayList<>();
        for (Scored one : scored) {
            for (Scored.Step step : one.steps()) {
                if (step.bands() == bands) {
                    found.add(step.score());
                }
            }
        }
        float[] scores = new float[found.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = found.get(i);
        }
        return scores;
    }
}

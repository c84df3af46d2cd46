package dev.arclet.evaluation;

import dev.arclet.evaluation.ModelEvaluation.Accumulation;
import dev.arclet.evaluation.ModelEvaluation.BandSet;
import dev.arclet.evaluation.ModelEvaluation.ByAlerts;
import dev.arclet.evaluation.ModelEvaluation.ByBands;
import dev.arclet.evaluation.ModelEvaluation.CalibrationCheck;
import dev.arclet.evaluation.ModelEvaluation.Counts;
import dev.arclet.evaluation.ModelEvaluation.Coverage;
import dev.arclet.evaluation.ModelEvaluation.Histogram;
import dev.arclet.evaluation.ModelEvaluation.Loss;
import dev.arclet.evaluation.ModelEvaluation.ModelFacts;
import dev.arclet.evaluation.ScoredSample.Unscored;
import dev.arclet.evaluation.figures.Estimate;
import dev.arclet.evaluation.figures.Figures;
import dev.arclet.evaluation.figures.Reliability;
import dev.arclet.evaluation.figures.Roc;
import dev.arclet.evaluation.figures.Share;
import dev.arclet.evaluation.sample.Label;
import dev.arclet.picture.Recipe;
import dev.arclet.picture.View;
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
    private final String title;
    private final ScoredSample sample;
    private final List<Scored> lenses;
    private final List<Scored> others;

    private Evaluator(ModelBundle model, String title, ScoredSample sample) {
        this.model = model;
        this.title = title;
        this.sample = sample;
        this.lenses = of(Label.LENS);
        this.others = of(Label.OTHER);
    }

    /**
     * The figures; a few seconds for 100,000 pictures.
     *
     * @param title of the model in the report
     */
    public static ModelEvaluation evaluate(ModelBundle model, String title, ScoredSample sample) {
        return new Evaluator(model, title, sample).evaluate();
    }

    private List<Scored> of(Label label) {
        return sample.scored().stream()
                .filter(scored -> scored.specimen().label() == label)
                .toList();
    }

    private ModelEvaluation evaluate() {
        Optional<Figures> all = figures(Scored.scores(lenses), Scored.scores(others));
        List<Completeness.Level> levels = Completeness.levels(model.threshold(), all);
        return new ModelEvaluation(
                facts(),
                counts(),
                sample.throughput(),
                all,
                figures(Scored.scores(wide()), Scored.scores(others)),
                calibration(),
                Completeness.of(lenses, levels),
                new LookAlikeKinds(Scored.scores(lenses), others, levels, model.threshold()).rows(),
                isOfAlerts() ? List.of() : byBands(lenses, others),
                accumulation(),
                coverage(),
                all.isPresent() ? new Roc(Scored.scores(lenses), Scored.scores(others)).curve() : List.of(),
                new Histogram(histogram(lenses), histogram(others), histogram(of(Label.UNKNOWN))));
    }

    private ModelFacts facts() {
        Recipe recipe = model.recipe();
        return new ModelFacts(
                title,
                model.name(),
                model.version(),
                recipe.view().name().toLowerCase(Locale.ROOT),
                recipe.channels(),
                recipe.grid().size(),
                recipe.grid().fieldOfView(),
                model.threshold(),
                model.thresholdFpr(),
                model.calibration().prevalence());
    }

    private Counts counts() {
        return new Counts(
                lenses.size(),
                others.size(),
                of(Label.UNKNOWN).size(),
                unscored(Label.LENS),
                unscored(Label.OTHER),
                unscored(Label.UNKNOWN),
                objects(lenses),
                objects(others));
    }

    private static long objects(List<Scored> scored) {
        return scored.stream().map(Scored::object).distinct().count();
    }

    private long unscored(Label label) {
        return sample.unscored().stream()
                .filter(unscored -> unscored.specimen().label() == label)
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

    private Optional<CalibrationCheck> calibration() {
        if (lenses.isEmpty() || others.isEmpty()) {
            return Optional.empty();
        }
        double prevalence = lenses.size() / (double) (lenses.size() + others.size());
        return Optional.of(new CalibrationCheck(
                prevalence,
                reliability(before(prevalence)),
                reliability(after(prevalence)),
                balancedError(before(0.5)),
                balancedError(after(0.5))));
    }

    /** The score itself, taken for a probability at 50:50, restated at a share of lenses. */
    private static Calibration before(double prevalence) {
        return new Calibration(1, logit(prevalence), prevalence);
    }

    /** The model's own calibration, restated at a share of lenses. */
    private Calibration after(double prevalence) {
        Calibration own = model.calibration();
        return new Calibration(own.slope(), own.intercept() - logit(own.prevalence()) + logit(prevalence), prevalence);
    }

    private Estimate balancedError(Calibration calibration) {
        return Reliability.balancedError(probabilities(lenses, calibration), probabilities(others, calibration));
    }

    private static double[] probabilities(List<Scored> scored, Calibration calibration) {
        return scored.stream()
                .mapToDouble(one -> calibration.probability(one.score()))
                .toArray();
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

    private boolean isOfAlerts() {
        return model.recipe().view() == View.ALERT;
    }

    private List<ByBands> byBands(List<Scored> lenses, List<Scored> others) {
        List<ByBands> rows = new ArrayList<>();
        for (int bands = 1; bands <= model.recipe().channels().size(); bands++) {
            int known = bands;
            figures(scoresWith(lenses, bands), scoresWith(others, bands))
                    .ifPresent(figures -> rows.add(new ByBands(known, figures)));
        }
        return rows;
    }

    private static float[] scoresWith(List<Scored> scored, int bands) {
        return floats(scored.stream()
                .flatMap(one -> one.steps().stream())
                .filter(step -> step.bands() == bands)
                .map(Scored.Step::score)
                .toList());
    }

    private static float[] floats(List<Float> boxed) {
        float[] floats = new float[boxed.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = boxed.get(i);
        }
        return floats;
    }

    private Accumulation accumulation() {
        return isOfAlerts()
                ? new Accumulation(List.of(), List.of())
                : new Accumulation(byBands(seenInEach(lenses), seenInEach(others)), byAlerts());
    }

    /** Those that were seen in one band, in two, and so on up to all. */
    private List<Scored> seenInEach(List<Scored> scored) {
        int all = model.recipe().channels().size();
        return scored.stream()
                .filter(one -> all > 1 && one.steps().size() == all)
                .toList();
    }

    private List<ByAlerts> byAlerts() {
        int rows = sample.scored().stream()
                .mapToInt(one -> one.early().size())
                .max()
                .orElse(0);
        List<ByAlerts> byAlerts = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int index = row;
            figures(scoresAfter(lenses, index), scoresAfter(others, index))
                    .ifPresent(figures -> byAlerts.add(new ByAlerts(Scored.ALERTS.get(index), figures)));
        }
        return byAlerts;
    }

    private static float[] scoresAfter(List<Scored> scored, int index) {
        return floats(scored.stream().map(one -> one.after(index)).toList());
    }

    private Coverage coverage() {
        Map<String, Long> bandSets = new TreeMap<>();
        sample.scored().forEach(one -> bandSets.merge(String.join("+", one.bands()), 1L, Long::sum));
        return new Coverage(
                ofAllLenses(),
                losses(),
                bandSets.entrySet().stream()
                        .map(entry -> new BandSet(entry.getKey(), entry.getValue()))
                        .toList(),
                sample.night());
    }

    private Optional<Share> ofAllLenses() {
        long all = lenses.size() + unscored(Label.LENS);
        long found =
                lenses.stream().filter(lens -> model.isCandidate(lens.score())).count();
        return all == 0 ? Optional.empty() : Optional.of(Share.of(found, all));
    }

    private List<Loss> losses() {
        Map<String, List<Unscored>> byReason = new TreeMap<>();
        sample.unscored()
                .forEach(one -> byReason.computeIfAbsent(one.reason(), reason -> new ArrayList<>())
                        .add(one));
        return byReason.entrySet().stream()
                .map(entry -> new Loss(
                        entry.getKey(),
                        entry.getValue().size(),
                        entry.getValue().stream()
                                .limit(Loss.EXAMPLES)
                                .map(one ->
                                        one.detail().isEmpty() ? one.specimen().id() : one.detail())
                                .toList()))
                .toList();
    }
}

package dev.arclet.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.evaluation.figures.Figures;
import dev.arclet.evaluation.sample.Label;
import dev.arclet.evaluation.sample.Specimen;
import dev.arclet.picture.Picture;
import dev.arclet.picture.View;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.OnnxModels;
import dev.arclet.scoring.TestBundles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatorTest {
    private static final List<String> BANDS = List.of("i", "r", "g");

    @TempDir
    private Path folder;

    private final List<Scored> scored = new ArrayList<>();
    private final List<ScoredSample.Unscored> unscored = new ArrayList<>();

    private ModelBundle model(String calibration) {
        Path bundle = folder.resolve("net");
        String description = TestBundles.description("net", View.OBJECT, BANDS, 10)
                .replaceAll("calibration: .*", "calibration: " + calibration);
        TestBundles.writeFiles(bundle, description, OnnxModels.mean(3, 10));
        return ModelBundle.load(bundle);
    }

    private ModelEvaluation evaluate(ModelBundle model) {
        Gallery none = new Gallery(List.of(), List.of());
        return Evaluator.evaluate(
                model,
                "net 1.0",
                new ScoredSample(
                        scored, unscored, none, new ScoredSample.Throughput(1, 1, 1, List.of()), "", Optional.empty()));
    }

    private ModelEvaluation evaluate() {
        return evaluate(model("{slope: 1.0, intercept: 0.0, prevalence: 0.5}"));
    }

    private void lens(double radius, double snr, Scored.Step... steps) {
        Specimen specimen = new Specimen("lens", Label.LENS, "lens", OptionalDouble.of(radius), OptionalDouble.of(snr));
        add(specimen, steps);
    }

    private void other(String kind, Scored.Step... steps) {
        add(new Specimen("other", Label.OTHER, kind, OptionalDouble.empty(), OptionalDouble.empty()), steps);
    }

    private void add(Specimen specimen, Scored.Step... steps) {
        Scored.Step last = steps[steps.length - 1];
        scored.add(new Scored(
                specimen, specimen.id(), BANDS.subList(0, last.bands()), last.score(), List.of(steps), List.of()));
    }

    private static Scored.Step step(int bands, double score) {
        return new Scored.Step(bands, (float) score);
    }

    @Test
    void lensesAreCountedInTheBinsOfTheirRadiusAndSignalToNoise() {
        lens(0.7, 12, step(3, 0.9));
        lens(0.79, 12, step(3, 0.2));
        lens(0.8, 200, step(3, 0.9));
        other("ring", step(3, 0.1));
        Completeness completeness = evaluate().completeness();
        assertEquals(
                List.of("candidate"),
                completeness.levels().stream().map(Completeness.Level::name).toList());
        assertEquals(2, completeness.byRadius().size());
        assertEquals(0.6, completeness.byRadius().get(0).from());
        assertEquals(0.5, completeness.byRadius().get(0).found().get(0).value());
        assertEquals(1, completeness.byRadius().get(1).found().get(0).value());
        assertEquals(
                List.of(10.0, 150.0),
                completeness.bySnr().stream().map(Completeness.Bin::from).toList());
        assertEquals(Optional.empty(), completeness.bySnr().get(1).to());
        assertEquals(1, evaluate().wide().orElseThrow().lenses());
    }

    @Test
    void accumulatingBandsAreShownOfTheSameObjects() {
        lens(1, 30, step(1, 0.2), step(2, 0.6), step(3, 0.9));
        // Seen in one band only, and in one and three: no row but the plain ones may hold them.
        lens(1, 30, step(1, 0.01));
        other("ring", step(1, 0.4), step(3, 0.1));
        other("ring", step(1, 0.1), step(2, 0.3), step(3, 0.95));
        ModelEvaluation evaluation = evaluate();
        List<ModelEvaluation.ByBands> same = evaluation.accumulation().bands();
        assertEquals(
                List.of(1, 2, 3),
                same.stream().map(ModelEvaluation.ByBands::bands).toList());
        for (ModelEvaluation.ByBands row : same) {
            assertEquals(1, row.figures().lenses());
            assertEquals(1, row.figures().others());
            assertEquals(row.bands() < 3 ? 1 : 0, row.figures().auroc().value());
        }
        assertEquals(2, evaluation.bands().get(0).figures().lenses());
    }

    @Test
    void afterSoManyAlertsAllObjectsHaveTheScoreOfThatTime() {
        Specimen lens = Specimen.of("lens", Label.LENS);
        Specimen other = Specimen.of("other", Label.OTHER);
        Scored.Step step = step(3, 0.9);
        // Four alerts: kept are the scores after one, two and three. The other has a single one.
        scored.add(new Scored(lens, "a", BANDS, 0.9f, List.of(step), List.of(0.1f, 0.2f, 0.6f)));
        scored.add(new Scored(other, "b", BANDS, 0.5f, List.of(step), List.of(0.5f)));
        List<ModelEvaluation.ByAlerts> rows = evaluate().accumulation().alerts();
        assertEquals(
                List.of(1, 2, 3),
                rows.stream().map(ModelEvaluation.ByAlerts::alerts).toList());
        assertEquals(
                List.of(0.0, 0.0, 1.0),
                rows.stream().map(row -> row.figures().auroc().value()).toList());
    }

    @Test
    void lensesThatCouldNotBeScoredCountAmongAllLabelledOnes() {
        lens(1, 30, step(3, 0.9));
        other("ring", step(3, 0.1));
        unscored.add(new ScoredSample.Unscored(Specimen.of("a", Label.LENS), "unreadable", "a.fits is no FITS"));
        unscored.add(new ScoredSample.Unscored(Specimen.of("b", Label.LENS), "blank", ""));
        ModelEvaluation evaluation = evaluate();
        assertEquals(
                1, evaluation.all().orElseThrow().atCandidateThreshold().tpr().value());
        assertEquals(3, evaluation.coverage().ofAllLenses().orElseThrow().of());
        assertEquals(1, evaluation.coverage().ofAllLenses().orElseThrow().count());
        assertEquals(
                List.of(
                        new ModelEvaluation.Loss("blank", 1, List.of("b")),
                        new ModelEvaluation.Loss("unreadable", 1, List.of("a.fits is no FITS"))),
                evaluation.coverage().losses());
    }

    @Test
    void figuresByBandsTakeTheScoresOfThatTimeAndTheOthersTheLast() {
        lens(1, 30, step(1, 0.2), step(2, 0.6), step(3, 0.9));
        lens(1, 30, step(1, 0.3));
        other("ring", step(1, 0.4), step(3, 0.1));
        ModelEvaluation evaluation = evaluate();
        assertEquals(
                List.of(1, 3),
                evaluation.bands().stream().map(ModelEvaluation.ByBands::bands).toList());
        assertEquals(0, evaluation.bands().get(0).figures().auroc().value());
        assertEquals(1, evaluation.bands().get(1).figures().auroc().value());
        assertEquals(2, evaluation.all().orElseThrow().lenses());
        assertEquals(1, evaluation.all().orElseThrow().auroc().value());
    }

    @Test
    void whatPassesForALensIsCountedByKind() {
        lens(1, 30, step(3, 0.9));
        other("ring", step(3, 0.6));
        other("ring", step(3, 0.1));
        other("spiral", step(3, 0.1));
        List<ModelEvaluation.LookAlikes> kinds = evaluate().lookAlikes();
        assertEquals(
                List.of("ring", "spiral"),
                kinds.stream().map(ModelEvaluation.LookAlikes::kind).toList());
        assertEquals(1, kinds.get(0).passing().get(0).count());
        assertEquals(2, kinds.get(0).pictures());
        assertEquals(0, kinds.get(1).passing().get(0).count());
    }

    @Test
    void aHardKindsWeightInTheFiguresIsTold() {
        lens(1, 30, step(3, 0.8));
        lens(1, 30, step(3, 0.7));
        other("ring", step(3, 0.9));
        for (int i = 0; i < 200; i++) {
            other("spiral", step(3, 0.1));
        }
        List<ModelEvaluation.LookAlikes> kinds = evaluate().lookAlikes();
        assertEquals(0, kinds.get(0).auroc().orElseThrow().value());
        assertEquals(1, kinds.get(1).auroc().orElseThrow().value());
        Figures withoutRings = kinds.get(0).without().orElseThrow();
        assertEquals(200, withoutRings.others());
        assertEquals(1, withoutRings.auroc().value());
        assertEquals(1, kinds.get(1).without().orElseThrow().others());
    }

    @Test
    void theOnlyKindHasNoFiguresWithoutIt() {
        lens(1, 30, step(3, 0.8));
        other("ring", step(3, 0.9));
        assertEquals(Optional.empty(), evaluate().lookAlikes().get(0).without());
    }

    @Test
    void probabilitiesAreRestatedAtTheSamplesShareOfLenses() {
        // Scores that are honest at 50:50, in a sample with nine others a lens; the bundle says the same at one in a
        // thousand.
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 40_000; i++) {
            double score = random.nextDouble();
            boolean drawnAsLens = random.nextDouble() < score;
            if (drawnAsLens && i % 9 == 0) {
                lens(1, 30, step(3, score));
            } else if (!drawnAsLens) {
                other("ring", step(3, score));
            }
        }
        ModelEvaluation.CalibrationCheck check = evaluate(
                        model("{slope: 1.0, intercept: -6.906755, prevalence: 0.001}"))
                .calibration()
                .orElseThrow();
        assertEquals(0.1, check.prevalence(), 0.01);
        assertTrue(check.before().error().value() < 0.01, "" + check.before().error());
        assertTrue(check.after().error().value() < 0.01, "" + check.after().error());
    }

    @Test
    void aModelThatIsTooSureOfItselfIsPutRightByItsCalibration() {
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 20_000; i++) {
            // Half are lenses; the true logit is normal about +-1, the score's is three times that.
            boolean lens = i % 2 == 0;
            double logit = (lens ? 1 : -1) + Math.sqrt(2) * random.nextGaussian();
            double score = 1 / (1 + Math.exp(-3 * logit));
            if (lens) {
                lens(1, 30, step(3, score));
            } else {
                other("ring", step(3, score));
            }
        }
        ModelEvaluation.CalibrationCheck check = evaluate(
                        model("{slope: 0.33333333, intercept: -6.906755, prevalence: 0.001}"))
                .calibration()
                .orElseThrow();
        assertTrue(check.before().error().low() > 0.1, "" + check.before().error());
        assertTrue(check.after().error().value() < 0.02, "" + check.after().error());
    }

    @Test
    void withoutOthersThereAreNoFiguresButCounts() {
        lens(1, 30, step(3, 0.9));
        unscored.add(new ScoredSample.Unscored(Specimen.of("a", Label.OTHER), "blank", ""));
        ModelEvaluation evaluation = evaluate();
        assertTrue(evaluation.all().isEmpty() && evaluation.calibration().isEmpty());
        assertEquals(1, evaluation.counts().unscoredOthers());
        assertEquals(1, evaluation.completeness().byRadius().get(0).lenses());
    }

    @Test
    void theGalleryKeepsTheWorstOfEachSortWorstFirst() {
        Gallery.Selection selection = new Gallery.Selection();
        for (int i = 0; i < 100; i++) {
            Label label = i % 2 == 0 ? Label.LENS : Label.OTHER;
            Picture blank = new Picture(new float[3], BANDS, 1);
            selection.offer(new Gallery.Shown(Specimen.of("" + i, label), i / 100f, blank));
        }
        Gallery gallery = selection.gallery();
        assertEquals(Gallery.EACH, gallery.others().size());
        assertEquals("99", gallery.others().get(0).specimen().id());
        assertEquals("0", gallery.lenses().get(0).specimen().id());
        assertEquals("46", gallery.lenses().get(Gallery.EACH - 1).specimen().id());
    }
}

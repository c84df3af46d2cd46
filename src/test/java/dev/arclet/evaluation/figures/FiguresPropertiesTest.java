package dev.arclet.evaluation.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class FiguresPropertiesTest {

    /** Scores with many ties. */
    @Provide
    Arbitrary<float[]> scores() {
        return Arbitraries.integers()
                .between(0, 20)
                .map(step -> step / 20f)
                .array(Float[].class)
                .ofMinSize(1)
                .ofMaxSize(40)
                .map(FiguresPropertiesTest::unboxed);
    }

    private static float[] unboxed(Float[] boxed) {
        float[] scores = new float[boxed.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = boxed[i];
        }
        return scores;
    }

    @Property(tries = 300)
    void theAreaIsTheChanceThatALensBeatsAnother(@ForAll("scores") float[] lenses, @ForAll("scores") float[] others) {
        double wins = 0;
        for (float lens : lenses) {
            for (float other : others) {
                wins += lens > other ? 1 : lens == other ? 0.5 : 0;
            }
        }
        Estimate area = new Roc(lenses, others).auroc();
        assertEquals(wins / (lenses.length * (double) others.length), area.value(), 1e-9);
        assertTrue(area.low() <= area.value() && area.value() <= area.high());
    }

    @Property(tries = 200)
    void onlyTheOrderOfScoresCounts(@ForAll("scores") float[] lenses, @ForAll("scores") float[] others) {
        Figures plain = Figures.of(new Roc(lenses, others), 0.5f);
        Figures mapped = Figures.of(new Roc(squashed(lenses), squashed(others)), 0.5f);
        assertEquals(plain.auroc(), mapped.auroc());
        assertEquals(plain.tpr0(), mapped.tpr0());
        assertEquals(plain.tpr10(), mapped.tpr10());
        assertEquals(plain.atBest().accuracy(), mapped.atBest().accuracy());
    }

    /** Another scale, in the same order. */
    private static float[] squashed(float[] scores) {
        float[] squashed = scores.clone();
        for (int i = 0; i < squashed.length; i++) {
            squashed[i] = squashed[i] * squashed[i] * 0.5f + 0.25f;
        }
        return squashed;
    }

    @Property(tries = 200)
    void lensesForOthersTurnsTheAreaRound(@ForAll("scores") float[] lenses, @ForAll("scores") float[] others) {
        Estimate area = new Roc(lenses, others).auroc();
        Estimate turned = new Roc(others, lenses).auroc();
        assertEquals(1 - area.value(), turned.value(), 1e-9);
        assertEquals(1 - area.low(), turned.high(), 1e-9);
    }

    @Property(tries = 300)
    void noRateLetsMoreOthersPassThanItSays(@ForAll("scores") float[] lenses, @ForAll("scores") float[] others) {
        Roc roc = new Roc(lenses, others);
        for (int allowed = 0; allowed < others.length; allowed++) {
            assertTrue(roc.othersFrom(roc.thresholdPassedByAtMost(allowed)).count() <= allowed);
        }
    }

    @Property(tries = 200)
    void noThresholdIsMoreAccurateThanTheBest(@ForAll("scores") float[] lenses, @ForAll("scores") float[] others) {
        Roc roc = new Roc(lenses, others);
        double best = Accuracy.at(roc, roc.mostAccurateThreshold()).accuracy().value();
        for (int step = 0; step <= 21; step++) {
            assertTrue(Accuracy.at(roc, step / 20f).accuracy().value() <= best + 1e-12);
        }
    }

    /** Wilson's interval dips below 95 % for some shares; on the whole and on average it covers what it says. */
    @Property(tries = 60)
    void intervalsOfSharesCoverTheShareBehindThem(
            @ForAll @IntRange(min = 10, max = 200) int of, @ForAll @IntRange(min = 5, max = 95) int percent) {
        double share = percent / 100.0;
        double covered = 0;
        double chance = Math.pow(1 - share, of);
        for (int count = 0; count <= of; count++) {
            Share estimate = Share.of(count, of);
            covered += estimate.low() <= share && share <= estimate.high() ? chance : 0;
            chance *= (of - count) / (count + 1.0) * share / (1 - share);
        }
        assertTrue(covered > 0.88, "%d %% of %d: covered in %.3f".formatted(percent, of, covered));
    }
}

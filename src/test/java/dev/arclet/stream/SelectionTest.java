package dev.arclet.stream;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.record.Latency;
import dev.arclet.record.LensScore;
import dev.arclet.record.OutcomeKind;
import dev.arclet.record.TargetMatch;
import dev.arclet.watch.SkyRegion;
import dev.arclet.watch.SkyRegion.Range;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final SkyRegion NORTH =
            new SkyRegion(Optional.empty(), Optional.empty(), Optional.of(new Range(0, 90)), Optional.empty());
    private static final SkyRegion FIRST_HOUR =
            new SkyRegion(Optional.empty(), Optional.of(new Range(0, 15)), Optional.empty(), Optional.empty());

    @Test
    void withoutALeastScoreTheModelsThresholdDecides() {
        assertTrue(Selection.CANDIDATES.accepts(
                score(0.5f, 0.1f).setCandidate(true).build()));
        assertFalse(Selection.CANDIDATES.accepts(
                score(0.5f, 0.1f).setCandidate(false).build()));
    }

    @Test
    void aLeastScoreOrProbabilityStandsInForIt() {
        Selection score = new Selection(Optional.of(0.3), Optional.empty(), Set.of(), List.of(), Set.of(), Set.of());
        Selection probability =
                new Selection(Optional.empty(), Optional.of(0.1), Set.of(), List.of(), Set.of(), Set.of());

        assertTrue(score.accepts(score(0.3f, 0.001f).build()), "0.3 as a float is at least 0.3");
        assertFalse(score.accepts(score(0.2999f, 0.9f).build()));
        assertTrue(probability.accepts(score(0.01f, 0.1f).build()));
        assertFalse(probability.accepts(score(0.99f, 0.09f).build()));
    }

    @Test
    void everyConditionMustHold() {
        Selection selection = new Selection(
                Optional.of(0.3), Optional.empty(), Set.of("i", "r"), List.of(NORTH, FIRST_HOUR), Set.of(), Set.of());

        assertTrue(selection.accepts(
                score(0.4f, 0).setBand("i").setRa(200).setDec(10).build()));
        assertTrue(
                selection.accepts(
                        score(0.4f, 0).setBand("r").setRa(10).setDec(-10).build()),
                "in the second region");
        assertFalse(selection.accepts(
                score(0.4f, 0).setBand("g").setRa(200).setDec(10).build()));
        assertFalse(selection.accepts(
                score(0.4f, 0).setBand("i").setRa(200).setDec(-10).build()));
        assertFalse(selection.accepts(
                score(0.2f, 0).setBand("i").setRa(200).setDec(10).build()));
    }

    @Test
    void listsSayWhatIsWantedAndWhatIsKnownAlready() {
        Selection on = lists(Set.of("known", "mine"), Set.of());
        Selection off = lists(Set.of(), Set.of("known"));
        LensScore known = score(0.5f, 0)
                .setMatches(List.of(new TargetMatch("known", "x", 0.5)))
                .build();
        LensScore unknown = score(0.5f, 0).build();

        assertTrue(on.accepts(known));
        assertFalse(on.accepts(unknown));
        assertFalse(off.accepts(known));
        assertTrue(off.accepts(unknown));
    }

    @Test
    void whatWasNotScoredIsNotWanted() {
        Selection all = lists(Set.of(), Set.of());

        assertFalse(all.accepts(score(0.5f, 0)
                .setOutcome(OutcomeKind.SKIPPED)
                .setScore(null)
                .setProbability(null)
                .build()));
    }

    private static Selection lists(Set<String> on, Set<String> off) {
        return new Selection(Optional.of(0.0), Optional.empty(), Set.of(), List.of(), on, off);
    }

    private static LensScore.Builder score(float score, float probability) {
        return LensScore.newBuilder()
                .setSurvey("lsst")
                .setSourceId(1)
                .setRa(10)
                .setDec(10)
                .setBand("r")
                .setVisit(1)
                .setMidpointMjdTai(61000)
                .setOutcome(OutcomeKind.SCORED)
                .setScore(score)
                .setProbability(probability)
                .setLatency(new Latency());
    }
}

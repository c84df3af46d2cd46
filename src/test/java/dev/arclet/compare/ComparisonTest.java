package dev.arclet.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.evaluation.figures.Estimate;
import dev.arclet.evaluation.report.EvaluationReport;
import dev.arclet.scoring.DeviceDescription;
import dev.arclet.scoring.DeviceDescriptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ComparisonTest {
    private static final Goal GOAL =
            new Goal(270, Duration.ofSeconds(1), Merit.AUROC, Duration.ofSeconds(1), List.of(), 1);

    /** Coarse values, so that pairs are often equal in one of both. */
    @Property(tries = 300)
    void everyPairIsOnTheFrontOrBeatenByOneThatIs(@ForAll @IntRange(min = 1, max = 12) int pairs, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<PairResult> results = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            results.add(measured("w" + i, 0.9 + random.nextInt(8) / 100.0, 100 + 50 * random.nextInt(6)));
        }
        Comparison comparison = comparison(results);
        List<PairResult> front = comparison.front();

        assertFalse(front.isEmpty());
        for (PairResult result : results) {
            boolean beaten = front.stream().anyMatch(other -> standing(other).beats(standing(result)));
            assertEquals(!comparison.isOnFront(result), beaten, result.pair().toString());
        }
    }

    @Example
    void aDescribedDeviceLeavesTheMeasuredFrontAndTheMeasuredChoiceAsTheyAre() {
        PairResult here = measured("local", 0.95, 400);
        PairResult faster = modelled(0.96, 4000);
        Comparison comparison = comparison(List.of(here, faster));

        assertEquals(List.of(here, faster), comparison.front());
        assertEquals(Optional.of(here), comparison.choice());
        assertEquals(Optional.of(faster), comparison.modelledChoice());
        assertTrue(comparison
                .verdict()
                .contains("With modelled devices, by their descriptions: net 1.0 on modelled gpu-t4"));
    }

    @Example
    void theMostAccurateIsNotChosenWhenItDoesNotHoldTheRate() {
        PairResult slow = measured("slow", 0.99, 100);
        PairResult fast = measured("fast", 0.95, 400);

        assertEquals(Optional.of(fast), comparison(List.of(slow, fast)).choice());
        assertEquals(
                "No measured pair holds 270/s with a p99 within 1 s.",
                comparison(List.of(slow)).verdict());
    }

    @Example
    void aMillionPicturesCostWhatTheDescriptionSaysAtTheMeasuredRate() {
        Cost shipped = modelled(0.96, 1000).cost().orElseThrow();
        Cost rented = Cost.of(atPrice(DeviceDescriptions.find("gpu-t4"), 0.5), 2, 1000);

        assertEquals(70 * 1000 / 3600.0, shipped.wattHours().orElseThrow(), 1e-9);
        assertEquals(OptionalDouble.empty(), shipped.dollars(), "prices change; its user gives one");
        assertEquals(2 * 0.5 * 1000 / 3600.0, rented.dollars().orElseThrow(), 1e-9);
    }

    private static DeviceDescription atPrice(DeviceDescription device, double dollarsPerHour) {
        return new DeviceDescription(
                device.name(),
                device.device(),
                device.network(),
                device.fixedMillis(),
                device.perPictureMillis(),
                device.parallel(),
                device.batchSizes(),
                device.maxBatch(),
                device.p99OverMedian(),
                device.watts(),
                OptionalDouble.of(dollarsPerHour),
                device.sources());
    }

    private static PairResult.Standing standing(PairResult result) {
        return result.standing(Merit.AUROC).orElseThrow();
    }

    private static Comparison comparison(List<PairResult> results) {
        return new Comparison(
                new EvaluationReport.Sample("night.avro", "a night of alerts", "as each stamp says"),
                GOAL,
                Comparison.Machine.here(),
                results);
    }

    private static PairResult measured(String worker, double auroc, double perSecond) {
        return result(new Pair("net 1.0", worker, Optional.empty()), auroc, perSecond);
    }

    private static PairResult modelled(double auroc, double perSecond) {
        Pair.Modelled device = new Pair.Modelled(DeviceDescriptions.find("gpu-t4"), 1);
        return result(new Pair("net 1.0", "modelled gpu-t4", Optional.of(device)), auroc, perSecond);
    }

    private static PairResult result(Pair pair, double auroc, double perSecond) {
        Estimate estimate = new Estimate(auroc, auroc - 0.01, auroc + 0.01);
        Load load = new Load(
                GOAL.perSecond(), 1, 270, 270, 0, 0, 5, 8, new Estimate(9, 8, 10), 12, 13, 0.1, Optional.empty());
        List<Load> loads = perSecond < GOAL.perSecond() ? List.of() : List.of(load);
        return new PairResult(
                pair,
                Optional.of(new Accuracy(100, 1000, estimate, estimate, Optional.empty())),
                Optional.empty(),
                Optional.of(new PoolRate(perSecond, 1000, 8, loads)),
                Optional.empty());
    }
}

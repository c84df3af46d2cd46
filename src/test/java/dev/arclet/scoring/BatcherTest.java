package dev.arclet.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.scoring.Batcher.Again;
import dev.arclet.scoring.Batcher.Taken;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BatcherTest {
    private static final long MS = 1_000_000;
    private static final BatchSizes UP_TO_8 = BatchSizes.upTo(8);
    private static final ServiceTimes UNKNOWN = new ServiceTimes();

    private final Batcher<String> batcher = line(BatchPolicy.upTo(6));

    @Test
    void aFreeWorkerTakesAllThatWaits() {
        add(batcher, "a", "b", "c");

        assertEquals(List.of("a", "b", "c"), take(batcher, UP_TO_8, UNKNOWN, 0));
        assertEquals(0, batcher.waiting());
    }

    @Test
    void anEmptyLineGivesAnEmptyBatch() {
        assertEquals(List.of(), take(batcher, UP_TO_8, UNKNOWN, 0));
    }

    @Test
    void aBatchIsNoLargerThanThePolicyAllows() {
        add(batcher, "a", "b", "c", "d", "e", "f", "g");

        Station upToSix = new Station("a device", UP_TO_8, 6, UNKNOWN, false, () -> true);

        assertEquals(List.of("a", "b", "c", "d", "e", "f"), items(batcher.take(upToSix, false, 0)));
        assertEquals(List.of("g"), items(batcher.take(upToSix, false, 0)));
    }

    @Test
    void aBatchIsNoLargerThanTheWorkerTakes() {
        add(batcher, "a", "b", "c");

        assertEquals(List.of("a", "b"), take(batcher, BatchSizes.upTo(2), UNKNOWN, 0));
    }

    @Test
    void aDeviceIsNotMadeToComputeMorePaddingThanPictures() {
        BatchSizes fixed = BatchSizes.only(List.of(2, 6));
        ServiceTimes byPicture = times(2 * MS, 6 * MS);
        add(batcher, "a", "b", "c");

        assertEquals(List.of("a", "b"), take(batcher, fixed, byPicture, 0));
        assertEquals(List.of("c"), take(batcher, fixed, byPicture, 0));
    }

    @Test
    void paddingIsTakenWhereItCostsNoTime() {
        add(batcher, "a", "b", "c");

        assertEquals(List.of("a", "b", "c"), take(batcher, BatchSizes.only(List.of(2, 6)), times(5 * MS, 5 * MS), 0));
    }

    private static ServiceTimes times(long ofTwo, long ofSix) {
        ServiceTimes times = new ServiceTimes();
        for (int i = 0; i < 20; i++) {
            times.observe(2, ofTwo);
            times.observe(6, ofSix);
        }
        return times;
    }

    @Test
    void aWorkerLeavesWhatIsOverItsPreferredBatchToAnotherFreeOne() {
        BatchSizes prefersTwo = new BatchSizes(2, 8, List.of());
        add(batcher, "a", "b", "c", "d", "e");

        assertEquals(List.of("a", "b"), items(batcher.take(station(prefersTwo, UNKNOWN), true, 0)));
        assertEquals(List.of("c", "d", "e"), items(batcher.take(station(prefersTwo, UNKNOWN), false, 0)));
    }

    @Test
    void whatIsGivenBackGoesAheadOfTheOthersEachAlone() {
        add(batcher, "a", "b", "c");
        List<Taken<String>> failed = batcher.take(station(BatchSizes.upTo(2), UNKNOWN), false, 0);
        batcher.giveBack(failed, Again.ALONE, station(UP_TO_8, UNKNOWN), 0);
        add(batcher, "d");

        assertEquals(List.of("a"), take(batcher, UP_TO_8, UNKNOWN, 0));
        assertEquals(List.of("b"), take(batcher, UP_TO_8, UNKNOWN, 0));
        assertEquals(List.of("c", "d"), take(batcher, UP_TO_8, UNKNOWN, 0));
    }

    @Test
    void whatIsGivenBackWithoutSuspicionGoesTogether() {
        add(batcher, "a", "b");
        List<Taken<String>> lost = batcher.take(station(UP_TO_8, UNKNOWN), false, 0);
        add(batcher, "c");
        batcher.giveBack(lost, Again.TOGETHER, station(UP_TO_8, UNKNOWN), 0);

        assertEquals(List.of("a", "b", "c"), take(batcher, UP_TO_8, UNKNOWN, 0));
    }

    @Test
    void oneGivenBackBehindOthersStillGoesAlone() {
        add(batcher, "a");
        List<Taken<String>> first = batcher.take(station(UP_TO_8, UNKNOWN), false, 0);
        add(batcher, "b");
        List<Taken<String>> second = batcher.take(station(UP_TO_8, UNKNOWN), false, 0);
        batcher.giveBack(first, Again.ALONE, station(UP_TO_8, UNKNOWN), 0);
        batcher.giveBack(second, Again.ALONE, station(UP_TO_8, UNKNOWN), 0);

        assertEquals(List.of("b"), take(batcher, UP_TO_8, UNKNOWN, 0));
        assertEquals(List.of("a"), take(batcher, UP_TO_8, UNKNOWN, 0));
    }

    @Test
    void aDeadlineKeepsTheBatchSmallEnoughForTheOldestPicture() {
        // 2 ms + 1 ms a picture; the oldest came 4 ms ago and has 6 ms left of its 10: four pictures take 6 ms.
        Batcher<String> timed = withDeadline(10);
        add(timed, "a", "b", "c", "d", "e", "f");

        assertEquals(List.of("a", "b", "c", "d"), take(timed, UP_TO_8, twoPlusOne(), 4 * MS));
    }

    @Test
    void withTimeEnoughADeadlineChangesNothing() {
        Batcher<String> timed = withDeadline(10);
        add(timed, "a", "b", "c", "d", "e", "f", "g", "h");

        assertEquals(8, take(timed, UP_TO_8, twoPlusOne(), 0).size());
    }

    @Test
    void picturesTooLateForAnyBatchDoNotHoldTheBatchDown() {
        // The oldest two are past help after 20 ms; "c" and "d", of 15 ms ago, have 5 ms left: three pictures in all.
        Batcher<String> timed = withDeadline(10);
        add(timed, "a", "b");
        timed.add("c", 15 * MS);
        timed.add("d", 15 * MS);

        assertEquals(List.of("a", "b", "c"), take(timed, UP_TO_8, twoPlusOne(), 20 * MS));
    }

    @Test
    void whenNobodyCanBeInTimeTheLargestBatchClearsTheLineSoonest() {
        Batcher<String> timed = withDeadline(10);
        add(timed, "a", "b", "c", "d", "e");

        assertEquals(5, take(timed, UP_TO_8, twoPlusOne(), 100 * MS).size());
    }

    @Test
    void aDeadlineCountsThePaddingOfFixedSizes() {
        // Sizes 1, 4 and 8 take 3, 6 and 10 ms. With 9 ms left five pictures would be padded to eight, and late.
        Batcher<String> timed = withDeadline(9);
        add(timed, "a", "b", "c", "d", "e");

        assertEquals(
                4,
                take(timed, BatchSizes.only(List.of(1, 4, 8)), twoPlusOne(), 0).size());
    }

    @Test
    void aWorkerWhoseTimesAreUnknownIsNotHeldDown() {
        Batcher<String> timed = withDeadline(1);
        add(timed, "a", "b", "c");

        assertEquals(3, take(timed, UP_TO_8, UNKNOWN, 0).size());
    }

    @Property(tries = 200)
    void everyoneLeavesTheLineOnceAndInOrder(
            @ForAll @IntRange(min = 0, max = 40) int pictures,
            @ForAll @IntRange(min = 1, max = 9) int max,
            @ForAll @IntRange(min = 0, max = 30) int nowMillis) {
        Batcher<Integer> line = line(new BatchPolicy(max, Optional.of(Duration.ofMillis(7))));
        Station station = new Station("a device", UP_TO_8, max, twoPlusOne(), false, () -> true);
        for (int i = 0; i < pictures; i++) {
            line.add(i, i * MS / 2);
        }
        int next = 0;
        while (line.waiting() > 0) {
            for (Taken<Integer> taken : line.take(station, false, nowMillis * MS)) {
                assertEquals(next, taken.item());
                next++;
            }
        }
        assertEquals(pictures, next);
    }

    @Test
    void whatIsTriedAgainBeyondTheBudgetLetsTheOthersGoFirst() {
        RetryBudget budget = RetryBudget.ofRetries();
        Batcher<String> line = new Batcher<>(BatchPolicy.upTo(6), new Fleet(), budget);
        add(line, "a", "b");
        List<Taken<String>> failed = line.take(station(BatchSizes.upTo(1), UNKNOWN), false, 0);
        assertTrue(budget.spend(BatchSizes.LARGEST));
        line.giveBack(failed, Again.ALONE, station(UP_TO_8, UNKNOWN), 0);

        assertEquals(2, line.waiting());
        assertEquals(List.of("b"), take(line, UP_TO_8, UNKNOWN, 0));
        assertEquals(List.of("a"), take(line, UP_TO_8, UNKNOWN, 0), "nobody else waits");
    }

    @Test
    void everyFifthAnswerPaysForARetryAheadOfTheOthers() {
        RetryBudget budget = RetryBudget.ofRetries();
        Batcher<String> line = new Batcher<>(BatchPolicy.upTo(6), new Fleet(), budget);
        add(line, "a", "b");
        List<Taken<String>> failed = line.take(station(BatchSizes.upTo(1), UNKNOWN), false, 0);
        assertTrue(budget.spend(BatchSizes.LARGEST));
        line.giveBack(failed, Again.ALONE, station(UP_TO_8, UNKNOWN), 0);
        budget.earn(5);

        assertEquals(List.of("a"), take(line, UP_TO_8, UNKNOWN, 0));
    }

    @Test
    void whatFailedOnOneDeviceIsNotGivenToItAgainWhileThereIsAnother() {
        Station here = station("here", UNKNOWN, true);
        Station there = station("there", UNKNOWN, true);
        Batcher<String> line = lineOf(here, there);
        add(line, "a", "b");
        line.giveBack(line.take(here, false, 0), Again.TOGETHER_ELSEWHERE, here, 0);
        add(line, "c");

        assertEquals(List.of("c"), items(line.take(here, false, 0)));
        assertEquals(List.of("a", "b"), items(line.take(there, false, 0)));
    }

    @Test
    void whatFailedOnEveryDeviceGoesRoundAgainEachAlone() {
        Station here = station("here", UNKNOWN, true);
        Station there = station("there", UNKNOWN, true);
        Batcher<String> line = lineOf(here, there);
        add(line, "a", "b");
        line.giveBack(line.take(here, false, 0), Again.TOGETHER_ELSEWHERE, here, 0);
        line.giveBack(line.take(there, false, 0), Again.TOGETHER_ELSEWHERE, there, 0);

        line.giveBack(line.take(here, false, 0), Again.ALONE, here, 0);
        assertEquals(List.of("b"), items(line.take(here, false, 0)), "a has failed here last, b has not");
        assertEquals(List.of("a"), items(line.take(there, false, 0)));
    }

    @Test
    void whereTheOtherDeviceIsOutOfServiceOrTheSameWhatFailedIsTriedHereAgain() {
        Station here = station("here", UNKNOWN, true);
        Batcher<String> line = lineOf(here, station("here", UNKNOWN, true), station("there", UNKNOWN, false));
        add(line, "a", "b");
        line.giveBack(line.take(here, false, 0), Again.TOGETHER_ELSEWHERE, here, 0);

        assertEquals(List.of("a"), items(line.take(here, false, 0)), "each alone");
    }

    @Test
    void nobodyWaitsForADeviceThatIsOverdue() {
        Station here = station("here", UNKNOWN, true);
        Station there = station("there", times(2 * MS, 6 * MS), true);
        Batcher<String> line = lineOf(here, there);
        there.took(2, 0);
        add(line, "a");
        line.giveBack(line.take(here, false, 3 * MS), Again.ALONE, here, 3 * MS);

        assertEquals(List.of(), items(line.take(here, false, 3 * MS)));
        assertEquals(List.of("a"), items(line.take(here, false, 5 * MS)));
    }

    @Test
    void aSlowDeviceTakesWhatTheFastOneFailedAtAlthoughThatOneWouldBeSooner() {
        Station fast = station("fast", times(2 * MS, 6 * MS), true);
        Station slow = station("slow", times(200 * MS, 600 * MS), true);
        Batcher<String> line = lineOf(fast, slow);
        add(line, "a", "b");
        assertEquals(List.of(), items(line.take(slow, false, 0)), "left to the fast one");
        line.giveBack(line.take(fast, false, 0), Again.TOGETHER_ELSEWHERE, fast, 0);
        fast.freed();

        assertEquals(List.of(), items(line.take(fast, false, 0)));
        assertEquals(List.of("a", "b"), items(line.take(slow, false, 0)));
    }

    @Test
    void oneThatMustWaitForTheOthersGoesLast() {
        add(batcher, "a", "b", "c");
        Station station = station(BatchSizes.upTo(1), UNKNOWN);
        batcher.giveBack(batcher.take(station, false, 0), Again.ALONE_AFTER_OTHERS, station, 0);

        assertEquals(List.of("b", "c"), take(batcher, UP_TO_8, UNKNOWN, 0));
        assertEquals(List.of("a"), take(batcher, UP_TO_8, UNKNOWN, 0));
    }

    private static Station station(String device, ServiceTimes times, boolean inService) {
        return new Station(device, UP_TO_8, 8, times, false, () -> inService);
    }

    private static Batcher<String> lineOf(Station... stations) {
        Fleet fleet = new Fleet();
        for (Station station : stations) {
            fleet.add(station);
        }
        return new Batcher<>(BatchPolicy.upTo(8), fleet, RetryBudget.ofRetries());
    }

    private static <T> Batcher<T> line(BatchPolicy policy) {
        return new Batcher<>(policy, new Fleet(), RetryBudget.ofRetries());
    }

    private static Station station(BatchSizes sizes, ServiceTimes times) {
        return new Station("a device", sizes, BatchSizes.LARGEST, times, false, () -> true);
    }

    private static Batcher<String> withDeadline(long millis) {
        return line(new BatchPolicy(8, Optional.of(Duration.ofMillis(millis))));
    }

    private static ServiceTimes twoPlusOne() {
        ServiceTimes times = new ServiceTimes();
        for (int size = 1; size <= 8; size++) {
            times.observe(size, (2 + size) * MS);
        }
        return times;
    }

    private static void add(Batcher<String> batcher, String... items) {
        for (String item : items) {
            batcher.add(item, 0);
        }
    }

    private static List<String> take(Batcher<String> batcher, BatchSizes sizes, ServiceTimes times, long now) {
        return items(batcher.take(station(sizes, times), false, now));
    }

    private static List<String> items(List<Taken<String>> batch) {
        return batch.stream().map(Taken::item).toList();
    }
}

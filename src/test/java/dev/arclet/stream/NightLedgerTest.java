package dev.arclet.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.alert.ObservingNight;
import dev.arclet.record.Latency;
import dev.arclet.record.LensScore;
import dev.arclet.record.OutcomeKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class NightLedgerTest {
    private static final Instant EVENING = Instant.parse("2026-11-24T02:00:00Z");
    private static final ObservingNight NIGHT = ObservingNight.parse("20261123");

    private final NightLedger ledger = new NightLedger(Optional.empty());

    private long offset;

    @Test
    void everyAlertIsCountedOnceByOutcomeAndReason() {
        score(1, OutcomeKind.SCORED, null);
        score(2, OutcomeKind.SKIPPED, "solar_system");
        score(3, OutcomeKind.SKIPPED, "faint: snr is 3");
        score(4, OutcomeKind.UNSCORABLE, "no_object: the model looks at objects");
        dead("unknown_schema", 17);

        NightCounts counts = counts();

        assertEquals(
                Map.of(
                        "scored", Map.of("", 1L),
                        "skipped", Map.of("solar_system", 1L, "faint", 1L),
                        "unscorable", Map.of("no_object", 1L),
                        "dead", Map.of("unknown_schema", 1L)),
                counts.outcomes());
        assertEquals(5, counts.answered());
        assertEquals(5, counts.records());
    }

    @Test
    void whatACrashToldTwiceCountsOnceAndIsListed() {
        score(1, OutcomeKind.SCORED, null);
        score(2, OutcomeKind.SCORED, null);
        score(1, OutcomeKind.SCORED, null);
        dead("corrupt", 5);
        dead("corrupt", 5);

        NightCounts counts = counts();

        assertEquals(3, counts.answered());
        assertEquals(2, counts.of("scored"));
        assertEquals(1, counts.of("dead"));
        assertEquals(2, counts.repeats());
        assertEquals(List.of("lsst 1", "alerts/0/5"), counts.repeated());
    }

    @Test
    void anAlertThatTheObservatorySentTwiceIsToldFromARepeat() {
        score(1, OutcomeKind.SCORED, null);
        score(1, OutcomeKind.SKIPPED, "duplicate: alert 1 came before");
        score(2, OutcomeKind.SKIPPED, "duplicate: alert 2 came before");
        score(2, OutcomeKind.SCORED, null);

        NightCounts counts = counts();

        assertEquals(Map.of("scored", Map.of("", 2L)), counts.outcomes());
        assertEquals(2, counts.sentAgain());
        assertEquals(0, counts.repeats());
    }

    @Test
    void theSameNumberInTwoSurveysIsTwoAlerts() {
        ledger.addScore(record(about("lsst", 7, EVENING, OutcomeKind.SCORED, null)));
        ledger.addScore(record(about("ztf", 7, EVENING, OutcomeKind.SCORED, null)));

        assertEquals(2, counts().answered());
    }

    @Test
    void aDeadLetterWhoseAlertWasSentAgainAndScoredIsSettled() {
        ConsumerRecord<byte[], byte[]> first = letter("unknown_schema", 17);
        ConsumerRecord<byte[], byte[]> second = letter("unknown_schema", 18);
        ConsumerRecord<byte[], byte[]> failedAgain = letter("corrupt", 30);
        replayed(failedAgain, second);
        ConsumerRecord<byte[], byte[]> scored = record(about("lsst", 1, EVENING, OutcomeKind.SCORED, null));
        replayed(scored, first);

        ledger.addScore(scored);
        List<ConsumerRecord<byte[], byte[]>> letters = List.of(first, second, failedAgain);
        letters.forEach(ledger::noteReplays);
        letters.forEach(letter -> ledger.addDeadLetter(new DeadLetter(letter)));

        assertEquals(Map.of("scored", Map.of("", 1L), "dead", Map.of("corrupt", 1L)), counts().outcomes());
    }

    @Test
    void aDeadLetterThatKnowsItsAlertIsOfTheNightOfTheExposureAndNoSecondAlert() {
        double nextNight = ObservingNight.mjdTai(EVENING.plusSeconds(86_400));
        for (long id : new long[] {1, 2}) {
            ConsumerRecord<byte[], byte[]> letter = letter("unreadable_stamp", 40 + id);
            new AlertName("lsst", id, nextNight).addTo(letter.headers());
            ledger.addDeadLetter(new DeadLetter(letter));
        }
        ledger.addScore(record(about("lsst", 1, EVENING.plusSeconds(86_400), OutcomeKind.SCORED, null)));

        NightCounts counts = ledger.nights().get(ObservingNight.parse("20261124"));

        assertEquals(2, counts.answered());
        assertEquals(1, counts.of("scored"));
        assertEquals(1, counts.of("dead"));
        assertEquals(1, ledger.nights().size());
    }

    @Test
    void nightsAreKeptApartAndOneCanBeAskedFor() {
        NightLedger one = new NightLedger(Optional.of(NIGHT));
        for (NightLedger each : List.of(one, ledger)) {
            each.addScore(record(about("lsst", 1, EVENING, OutcomeKind.SCORED, null)));
            each.addScore(record(about("lsst", 2, EVENING.plusSeconds(86_400), OutcomeKind.SCORED, null)));
        }

        assertEquals(2, ledger.nights().size());
        assertEquals(List.of(NIGHT), List.copyOf(one.nights().keySet()));
        assertEquals(1, one.nights().get(NIGHT).answered());
    }

    @Test
    void aRecordThatIsNoOutcomeIsTold() {
        ledger.addScore(record(new byte[] {0, 0, 0, 0, 7}));
        ledger.addScore(record(new byte[0]));

        assertEquals(2, ledger.unreadable());
        assertTrue(ledger.nights().isEmpty());
    }

    /** Against the plain way of counting, with sets. */
    @Property(tries = 200)
    void theSumsComeOutWhateverIsTold(@ForAll @Size(max = 80) List<@IntRange(max = 119) Integer> told) {
        NightAccount account = new NightAccount();
        List<NightAccount.Ending> endings = List.of(
                new NightAccount.Ending("dead", "picture_rejected", false),
                new NightAccount.Ending("skipped", "duplicate", false),
                new NightAccount.Ending("skipped", "faint", false),
                new NightAccount.Ending("unscorable", "empty_picture", false),
                new NightAccount.Ending("scored", "", false),
                new NightAccount.Ending("scored", "", true));
        List<Integer> strength = List.of(1, 0, 2, 3, 4, 4);
        Map<Integer, Integer> strongest = new HashMap<>();
        for (int code : told) {
            int ending = code % 6;
            account.add("lsst", code / 6, endings.get(ending));
            strongest.merge(code / 6, strength.get(ending), Math::max);
        }

        NightCounts counts = account.counts();

        assertEquals(strongest.size(), counts.answered());
        assertEquals(strongest.values().stream().filter(s -> s == 4).count(), counts.of("scored"));
        assertEquals(strongest.values().stream().filter(s -> s == 0 || s == 2).count(), counts.of("skipped"));
        assertEquals(
                counts.answered(),
                counts.of("scored") + counts.of("skipped") + counts.of("unscorable") + counts.of("dead"));
        assertEquals(told.size(), counts.records());
        assertEquals(counts.records(), counts.answered() + counts.sentAgain() + counts.repeats());
    }

    @Property(tries = 20)
    void idsAreFoundAgainHoweverManyThereAre(@ForAll long seed) {
        AlertIds ids = new AlertIds();
        Map<Long, Integer> expected = new HashMap<>();
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            // As Rubin numbers them, in a row, among others that are spread.
            long id = i % 2 == 0 ? 170_000_000_000_000_000L + i : random.nextLong();
            int end = random.nextInt(32_767);
            ids.put(id, end);
            expected.put(id, end);
        }

        assertEquals(expected.size(), ids.size());
        expected.forEach((id, end) -> assertEquals(end, ids.get(id)));
        assertEquals(-1, ids.get(170_000_000_000_000_001L));
    }

    @Test
    void theMetricsKnowTheNightsThatAlertsCameFromLast() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Ledger running = new Ledger(meters);
        for (int day = 0; day < 10; day++) {
            running.countOut(about("lsst", 1, EVENING.plusSeconds(day * 86_400L), OutcomeKind.SCORED, null));
        }
        running.countDead("corrupt: at byte 5", ObservingNight.parse("20261202"));

        assertEquals(
                NightCounters.NIGHTS_KEPT + 1,
                meters.find("arclet.night.alerts").counters().size());
        Counter dead = meters.get("arclet.night.alerts")
                .tags("night", "20261202", "outcome", "dead", "reason", "corrupt")
                .counter();
        assertEquals(1, dead.count());
    }

    private NightCounts counts() {
        return ledger.nights().get(NIGHT);
    }

    private void score(long id, OutcomeKind outcome, String reason) {
        ledger.addScore(record(about("lsst", id, EVENING, outcome, reason)));
    }

    private static LensScore about(String survey, long id, Instant time, OutcomeKind outcome, String reason) {
        return LensScore.newBuilder()
                .setSurvey(survey)
                .setSourceId(id)
                .setRa(1)
                .setDec(2)
                .setBand("i")
                .setVisit(3)
                .setMidpointMjdTai(ObservingNight.mjdTai(time))
                .setOutcome(outcome)
                .setReason(reason)
                .setLatency(Latency.newBuilder().build())
                .build();
    }

    private ConsumerRecord<byte[], byte[]> record(LensScore score) {
        return record(PublishedRecords.lensScores().serializer().serialize("scores", score));
    }

    private ConsumerRecord<byte[], byte[]> record(byte[] value) {
        return new ConsumerRecord<>("scores", 0, offset++, null, value);
    }

    private void dead(String reason, long origin) {
        ledger.addDeadLetter(new DeadLetter(letter(reason, origin)));
    }

    private ConsumerRecord<byte[], byte[]> letter(String reason, long origin) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("arclet.reason", bytes(reason));
        headers.add("__streams.errors.topic", bytes("alerts"));
        headers.add("__streams.errors.partition", bytes("0"));
        headers.add("__streams.errors.offset", bytes(Long.toString(origin)));
        return new ConsumerRecord<>(
                "letters",
                0,
                offset++,
                EVENING.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                1,
                null,
                new byte[] {1},
                headers,
                Optional.empty());
    }

    /** The record is of an alert that was sent again after this letter. */
    private static void replayed(ConsumerRecord<byte[], byte[]> record, ConsumerRecord<byte[], byte[]> letter) {
        record.headers().add(DeadLetter.REPLAYED_HEADER, bytes("letters/0/" + letter.offset()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

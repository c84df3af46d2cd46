package dev.arclet.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.arclet.record.Latency;
import dev.arclet.record.LensScore;
import dev.arclet.record.OutcomeKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreDigestTest {
    static {
        AvroTrust.establish();
    }

    private static LensScore score(long id, float value, String worker, long published) {
        return LensScore.newBuilder()
                .setSurvey("lsst")
                .setSourceId(id)
                .setObjectId("7")
                .setRa(1)
                .setDec(2)
                .setBand("i")
                .setVisit(3)
                .setMidpointMjdTai(61_368.0)
                .setOutcome(OutcomeKind.SCORED)
                .setScore(value)
                .setProbability(0.5f)
                .setWorker(worker)
                .setBatchSize(worker.length())
                .setLatency(new Latency(1L, 2L, 3L, 4L, 5L, 6L, 7L, published))
                .build();
    }

    private static String digest(LensScore... scores) {
        ScoreDigest digest = new ScoreDigest();
        List.of(scores).forEach(digest::add);
        return digest.hex();
    }

    @Test
    void theOrderOfTheRecordsAndHowTheyWereComputedDoNotCount() {
        assertEquals(
                digest(score(1, 0.5f, "cpu0", 10), score(2, 0.25f, "cpu0", 11)),
                digest(score(2, 0.25f, "gpu-1", 99), score(1, 0.5f, "cpu1", 98)));
    }

    @Test
    void theLastBitOfAScoreCounts() {
        assertNotEquals(digest(score(1, 0.5f, "a", 1)), digest(score(1, Math.nextUp(0.5f), "a", 1)));
    }

    @Test
    void aRecordMoreOrLessCounts() {
        LensScore one = score(1, 0.5f, "a", 1);
        assertNotEquals(digest(one), digest(one, one));
        assertNotEquals(digest(), digest(one));
        assertEquals(64, digest().length());
    }
}

package dev.arclet.web.wall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.record.CandidatePicture;
import dev.arclet.record.Latency;
import dev.arclet.record.LensCandidate;
import dev.arclet.record.LensScore;
import dev.arclet.record.OutcomeKind;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CandidateWallTest {
    private static final WallFilter ALL = new WallFilter(0, Optional.empty(), WallFilter.Order.NEWEST, 1000);

    private final CandidateWall wall = new CandidateWall(10, 1_000_000);

    private static LensScore score(String object, long source, float score, String band) {
        return LensScore.newBuilder()
                .setSurvey("lsst")
                .setSourceId(source)
                .setObjectId(object)
                .setRa(10)
                .setDec(-20)
                .setBand(band)
                .setVisit(source)
                .setMidpointMjdTai(61_000 + source / 1000.0)
                .setOutcome(OutcomeKind.SCORED)
                .setScore(score)
                .setProbability(score / 2)
                .setCandidate(score >= 0.5f)
                .setView("object")
                .setChannels(List.of(band))
                .setLatency(
                        Latency.newBuilder().setPublished(source * 1_000_000).build())
                .build();
    }

    private static LensCandidate candidate(String object, long source, float score, String band) {
        CandidatePicture picture = new CandidatePicture(List.of("i", "r", "g"), 1, 6.0, ByteBuffer.allocate(12));
        return new LensCandidate(score(object, source, score, band), picture, List.of());
    }

    private List<String> ids() {
        return wall.select(ALL).entries().stream().map(WallEntry::id).toList();
    }

    @Test
    void aWorseScoreOfAnObjectDoesNotReplaceItsPictureButIsInItsHistory() {
        wall.add(candidate("a", 1, 0.9f, "i"), 100);
        wall.add(candidate("a", 2, 0.6f, "r"), 100);
        wall.addScore(score("a", 3, 0.2f, "g"));

        WallEntry entry = wall.entry("a").orElseThrow();
        assertEquals(1, entry.score().getSourceId());
        assertEquals(
                List.of(1L, 2L, 3L),
                entry.history().stream().map(Sighting::sourceId).toList());
        assertEquals(List.of("g", "r", "i"), entry.bands());
        assertEquals(2_000_000, entry.newestMicros(), "the last that was a candidate");
    }

    @Test
    void aRecordThatComesTwiceAsAfterACrashIsThereOnce() {
        wall.add(candidate("a", 1, 0.9f, "i"), 100);
        wall.add(candidate("a", 1, 0.9f, "i"), 100);
        wall.addScore(score("a", 1, 0.9f, "i"));

        assertEquals(1, wall.entry("a").orElseThrow().history().size());
    }

    @Test
    void scoresOfObjectsThatAreNoCandidatesAreNotKept() {
        wall.addScore(score("a", 1, 0.2f, "i"));

        assertFalse(wall.holds("a"));
        assertEquals(0, wall.version());
    }

    @Test
    void whenTheWallIsFullTheOldestOfTheWorseHalfLeave() {
        wall.add(candidate("best of all, long ago", 1, 0.99f, "i"), 100);
        for (int i = 2; i <= 30; i++) {
            wall.add(candidate("object " + i, i, 0.5f + i / 1000f, "i"), 100);
        }

        assertTrue(ids().size() <= 10, ids().toString());
        assertTrue(wall.holds("best of all, long ago"));
        assertEquals("object 30", ids().get(0), "the newest");
        assertFalse(wall.holds("object 2"));
    }

    @Test
    void recordsThatAreLargeLeaveEarlierSoThatMemoryIsBounded() {
        for (int i = 1; i <= 9; i++) {
            wall.add(candidate("object " + i, i, 0.9f, "i"), 300_000);
        }

        assertEquals(3, ids().size(), ids().toString());
    }

    @Test
    void anAlertWithoutAnObjectHasItsOwnPlace() {
        wall.add(candidate(null, 17, 0.9f, "i"), 100);

        assertEquals(List.of("source-17"), ids());
    }
}

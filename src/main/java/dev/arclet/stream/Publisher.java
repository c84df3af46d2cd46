package dev.arclet.stream;

import dev.arclet.latency.EpochMicros;
import dev.arclet.latency.LatencyRecorder;
import dev.arclet.latency.Mark;
import dev.arclet.latency.Timeline;
import dev.arclet.record.LensScore;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.Score;
import dev.arclet.stream.state.CutOut;
import dev.arclet.watch.WatchLists;
import java.util.List;

/**
 * Ends an alert: stamps the last mark, writes its outcome's record, counts it in the ledger and, if it was scored, its latency. Each alert
 * passes here once. Thread-safe.
 */
public final class Publisher {
    private final Outcomes outcomes;
    private final Ledger ledger;
    private final LatencyRecorder latencies;
    private final EpochMicros clock;

    /** Outcomes carry the name and calibration of {@code model}, and match no watch-list. */
    public Publisher(ModelBundle model, Ledger ledger, LatencyRecorder latencies, EpochMicros clock) {
        this(model, WatchLists.NONE, ledger, latencies, clock);
    }

    /** Outcomes carry the name and calibration of {@code model}, and the targets of {@code watchLists} at their place. */
    public Publisher(
            ModelBundle model, WatchLists watchLists, Ledger ledger, LatencyRecorder latencies, EpochMicros clock) {
        this.outcomes = new Outcomes(model, watchLists);
        this.ledger = ledger;
        this.latencies = latencies;
        this.clock = clock;
    }

    /** The record of an alert that is not scored by choice. */
    public LensScore skipped(CutOut alert, String reason) {
        return counted(outcomes.skipped(alert, reason, ending(TimelineCodec.load(alert.getMarks()))));
    }

    /** The record of an alert that has nothing to score. */
    public LensScore unscorable(CutOut alert, String reason) {
        return counted(outcomes.unscorable(alert, reason, ending(TimelineCodec.load(alert.getMarks()))));
    }

    /**
     * The record of a scored alert.
     *
     * @param timeline up to {@link Mark#QUEUED}
     * @param channels those of the picture that held data of their own
     */
    public LensScore scored(CutOut alert, Score score, List<String> channels, Timeline timeline) {
        Timeline whole = ending(
                timeline.with(Mark.DISPATCHED, score.dispatchedMicros()).with(Mark.INFERRED, score.inferredMicros()));
        latencies.record(whole);
        return counted(outcomes.scored(alert, score, channels, whole));
    }

    private Timeline ending(Timeline timeline) {
        return timeline.with(Mark.PUBLISHED, clock.now());
    }

    private LensScore counted(LensScore score) {
        ledger.countOut(score);
        return score;
    }
}

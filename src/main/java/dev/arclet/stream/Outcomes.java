package dev.arclet.stream;

import dev.arclet.latency.Mark;
import dev.arclet.latency.Timeline;
import dev.arclet.record.Latency;
import dev.arclet.record.LensScore;
import dev.arclet.record.OutcomeKind;
import dev.arclet.record.TargetMatch;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.Score;
import dev.arclet.stream.state.CutOut;
import dev.arclet.watch.WatchLists;
import java.util.List;
import java.util.Locale;

/** Writes the one record that says what became of an alert. */
final class Outcomes {
    static {
        AvroTrust.establish();
    }

    private final ModelBundle model;
    private final WatchLists watchLists;

    Outcomes(ModelBundle model, WatchLists watchLists) {
        this.model = model;
        this.watchLists = watchLists;
    }

    LensScore skipped(CutOut alert, String reason, Timeline timeline) {
        return about(alert, timeline)
                .setOutcome(OutcomeKind.SKIPPED)
                .setReason(reason)
                .build();
    }

    LensScore unscorable(CutOut alert, String reason, Timeline timeline) {
        return about(alert, timeline)
                .setOutcome(OutcomeKind.UNSCORABLE)
                .setReason(reason)
                .build();
    }

    LensScore scored(CutOut alert, Score score, List<String> channels, Timeline timeline) {
        return about(alert, timeline)
                .setOutcome(OutcomeKind.SCORED)
                .setScore(score.value())
                .setProbability((float) model.probability(score.value()))
                .setCandidate(model.isCandidate(score.value()))
                .setView(model.recipe().view().name().toLowerCase(Locale.ROOT))
                .setChannels(channels)
                .setModel(model.name())
                .setModelVersion(model.version())
                .setWorker(score.worker())
                .setFallback(score.fallback())
                .setBatchSize(score.batchSize())
                .build();
    }

    private LensScore.Builder about(CutOut alert, Timeline timeline) {
        return LensScore.newBuilder()
                .setSurvey(alert.getSurvey())
                .setSourceId(alert.getSourceId())
                .setObjectId(alert.getObjectId())
                .setSolarSystemId(alert.getSolarSystemId())
                .setRa(alert.getRa())
                .setDec(alert.getDec())
                .setBand(alert.getBand())
                .setVisit(alert.getVisit())
                .setMidpointMjdTai(alert.getMidpointMjdTai())
                .setMatches(matches(alert))
                .setLatency(latency(timeline));
    }

    private List<TargetMatch> matches(CutOut alert) {
        return watchLists.matches(alert.getRa(), alert.getDec()).stream()
                .map(match -> new TargetMatch(match.list(), match.target(), match.separation()))
                .toList();
    }

    private static Latency latency(Timeline timeline) {
        return new Latency(
                micros(timeline, Mark.OBSERVED),
                micros(timeline, Mark.SENT),
                micros(timeline, Mark.RECEIVED),
                micros(timeline, Mark.DECODED),
                micros(timeline, Mark.QUEUED),
                micros(timeline, Mark.DISPATCHED),
                micros(timeline, Mark.INFERRED),
                micros(timeline, Mark.PUBLISHED));
    }

    private static Long micros(Timeline timeline, Mark mark) {
        return timeline.at(mark).isPresent() ? timeline.at(mark).getAsLong() : null;
    }
}

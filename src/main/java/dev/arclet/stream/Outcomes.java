package dev.arclet.stream;

import dev.arclet.latency.Mark;
import dev.arclet.latency.Timeline;
import dev.arclet.record.Latency;
import dev.arclet.record.LensScore;
import dev.arclet.record.OutcomeKind;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.Score;
import dev.arclet.stream.state.CutOut;
import java.util.List;
import java.util.Locale;

/** Writes the one record that says what became of an alert. */
final class Outcomes {
    static {
        AvroTrust.establish();
    }

    private final ModelBundle model;

    Outcomes(ModelBundle model) {
        this.model = model;
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

    private static LensScore.Builder about(CutOut alert, Timeline timeline) {
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
                .setLatency(latency(timeline));
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

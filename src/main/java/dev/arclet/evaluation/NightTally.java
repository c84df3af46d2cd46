package dev.arclet.evaluation;

import dev.arclet.evaluation.NightCount.Reason;
import dev.arclet.evaluation.sample.NightTruth;
import dev.arclet.record.LensScore;
import dev.arclet.record.OutcomeKind;
import dev.arclet.stream.DirectRoad.Ending;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Counts how a night's alerts end, and which rows of its truth they meet. For one thread. */
final class NightTally {
    private final NightTruth truth;
    private final Map<String, Long> skipped = new TreeMap<>();
    private final Map<String, Long> unscorable = new TreeMap<>();
    private final Map<String, Long> dead = new TreeMap<>();
    private final Set<String> objects = new HashSet<>();
    private final Set<Long> sources = new HashSet<>();
    private long alerts;
    private long scored;

    NightTally(NightTruth truth) {
        this.truth = truth;
    }

    void count(Ending ending) {
        alerts++;
        if (ending instanceof Ending.Dead lost) {
            dead.merge(lost.cause(), 1L, Long::sum);
            lost.alert().ifPresent(known -> meet(known.sourceId(), known.objectId()));
        } else if (ending instanceof Ending.Outcome outcome) {
            LensScore score = outcome.score();
            meet(score.getSourceId(), Optional.ofNullable(score.getObjectId()));
            if (score.getOutcome() == OutcomeKind.SCORED) {
                scored++;
            } else {
                (score.getOutcome() == OutcomeKind.SKIPPED ? skipped : unscorable).merge(reason(score), 1L, Long::sum);
            }
        }
    }

    private void meet(long source, Optional<String> object) {
        object.filter(id -> truth.ofObject(id).isPresent()).ifPresent(objects::add);
        if (truth.ofSource(source).isPresent()) {
            sources.add(source);
        }
    }

    /** The word why an alert has no score; details come after a colon. */
    static String reason(LensScore score) {
        String reason = Optional.ofNullable(score.getReason()).orElse("unknown");
        int colon = reason.indexOf(':');
        return colon < 0 ? reason : reason.substring(0, colon);
    }

    NightCount count(long found) {
        return new NightCount(
                alerts,
                scored,
                list(skipped),
                list(unscorable),
                list(dead),
                truth.size(),
                truth.notAmong(objects, sources),
                found);
    }

    private static List<Reason> list(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> new Reason(entry.getKey(), entry.getValue()))
                .toList();
    }
}

package dev.arclet.stream;

import dev.arclet.record.LensScore;
import dev.arclet.record.OutcomeKind;
import dev.arclet.watch.SkyRegion;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which scores someone wants: those that meet all that is given. What was not scored is never wanted.
 *
 * @param minScore least score; empty: the model's threshold, unless a least probability is given
 * @param minProbability least probability
 * @param bands of the visit; empty: all
 * @param regions it lies in at least one of these; empty: anywhere
 * @param onLists it is at a target of at least one of these watch-lists; empty: wherever
 * @param offLists it is at no target of any of these watch-lists
 */
public record Selection(
        Optional<Double> minScore,
        Optional<Double> minProbability,
        Set<String> bands,
        List<SkyRegion> regions,
        Set<String> onLists,
        Set<String> offLists) {

    /** What the model calls a candidate. */
    public static final Selection CANDIDATES =
            new Selection(Optional.empty(), Optional.empty(), Set.of(), List.of(), Set.of(), Set.of());

    public Selection {
        bands = Set.copyOf(bands);
        regions = List.copyOf(regions);
        onLists = Set.copyOf(onLists);
        offLists = Set.copyOf(offLists);
    }

    /** Whether this outcome is wanted. */
    public boolean accepts(LensScore score) {
        return score.getOutcome() == OutcomeKind.SCORED
                && isHighEnough(score)
                && (bands.isEmpty() || bands.contains(score.getBand()))
                && (regions.isEmpty()
                        || regions.stream().anyMatch(region -> region.contains(score.getRa(), score.getDec())))
                && (onLists.isEmpty() || isOnOneOf(onLists, score))
                && !isOnOneOf(offLists, score);
    }

    private boolean isHighEnough(LensScore score) {
        if (minScore.isEmpty() && minProbability.isEmpty()) {
            return score.getCandidate();
        }
        return minScore.map(least -> score.getScore() >= least.floatValue()).orElse(true)
                && minProbability
                        .map(least -> score.getProbability() >= least.floatValue())
                        .orElse(true);
    }

    private static boolean isOnOneOf(Set<String> lists, LensScore score) {
        return score.getMatches().stream().anyMatch(match -> lists.contains(match.getList()));
    }
}

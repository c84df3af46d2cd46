package dev.arclet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say which records of a topic are shown. */
final class WatchFilter {
    @Option(
            names = "--min-score",
            paramLabel = "S",
            description = "Only scores of at least this, 0 to 1; what was not scored is left out then.")
    private Optional<Double> minScore = Optional.empty();

    @Option(
            names = "--band",
            split = ",",
            paramLabel = "BAND",
            description = "Only alerts of this filter. May be given again.")
    private List<String> bands = List.of();

    @Option(
            names = "--watch-list",
            split = ",",
            paramLabel = "NAME",
            description = "Only at targets of this watch-list of the pipeline. May be given again.")
    private List<String> watchLists = List.of();

    boolean accepts(WatchedRecord record) {
        return minScore.map(least -> record.number("score").orElse(-1) >= least.floatValue())
                        .orElse(true)
                && (bands.isEmpty() || bands.contains(record.text("band").orElse("")))
                && (watchLists.isEmpty() || isOnAList(record));
    }

    private boolean isOnAList(WatchedRecord record) {
        for (JsonNode match : record.list("matches")) {
            if (watchLists.contains(match.path("list").asText())) {
                return true;
            }
        }
        return false;
    }
}

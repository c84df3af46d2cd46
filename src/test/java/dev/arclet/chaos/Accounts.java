package dev.arclet.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which alerts have ended how, and how often. Thread-safe. */
final class Accounts {
    static final String SHED = "skipped: shed";

    private final Map<Integer, List<Ending>> endings = new HashMap<>();
    private final boolean shedding;

    /** Where no alert may be shed. */
    Accounts() {
        this(false);
    }

    /** @param shedding whether an alert that can be scored may be shed instead */
    Accounts(boolean shedding) {
        this.shedding = shedding;
    }

    /**
     * One record that tells of an alert's end.
     *
     * @param name outcome and reason, as {@link Sent.Kind#ending} writes them
     * @param sourceId the alert's own id as the record gives it; empty where the record gives none
     */
    record Ending(String name, List<Long> sourceId) {}

    synchronized void add(int number, Ending ending) {
        endings.computeIfAbsent(number, n -> new ArrayList<>(1)).add(ending);
    }

    /** How many alerts have ended. */
    synchronized int ended() {
        return endings.size();
    }

    /** How many alerts have ended how; a repeat does not count. */
    synchronized Map<String, Long> byEnding() {
        Map<String, Long> counts = new TreeMap<>();
        endings.values().forEach(ended -> counts.merge(ended.get(0).name(), 1L, Long::sum));
        return counts;
    }

    /** Whether all of these have an ending. */
    synchronized boolean haveAll(List<Sent> alerts) {
        return alerts.stream().allMatch(alert -> endings.containsKey(alert.number()));
    }

    /** What became of these. */
    synchronized Toll toll(List<Sent> alerts) {
        Toll toll = Toll.NONE;
        for (Sent alert : alerts) {
            toll = toll.plus(tollOf(alert, endings.getOrDefault(alert.number(), List.of())));
        }
        return toll;
    }

    private Toll tollOf(Sent alert, List<Ending> ended) {
        if (ended.isEmpty()) {
            return Toll.MISSING;
        }
        long wrong = ended.stream().filter(ending -> !fits(alert, ending)).count();
        return Toll.of(ended.get(0).name()).withRepeats(ended.size() - 1).withWrong(wrong);
    }

    private boolean fits(Sent alert, Ending ending) {
        boolean shed = shedding && alert.kind().isForScoring() && ending.name().equals(SHED);
        return (shed || ending.name().equals(alert.kind().ending()))
                && ending.sourceId().stream().allMatch(id -> id == alert.sourceId());
    }

    /** Examples of what is not as it should be, for whoever has to find out why. */
    synchronized List<String> oddities(List<Sent> alerts, int most) {
        return alerts.stream()
                .filter(alert -> {
                    Toll toll = tollOf(alert, endings.getOrDefault(alert.number(), List.of()));
                    return toll.missing() > 0 || toll.wrong() > 0;
                })
                .limit(most)
                .map(alert -> alert + " ended " + endings.getOrDefault(alert.number(), List.of()))
                .toList();
    }
}

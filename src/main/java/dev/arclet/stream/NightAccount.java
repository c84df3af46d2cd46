package dev.arclet.stream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the alerts of one night, each counted once however often it was told of. Of several endings the strongest counts: scored,
 * then unscorable, skipped, dead, and last skipped as a duplicate, which says only that the alert was sent twice. For one thread.
 */
final class NightAccount {
    /** Most alerts that are listed as told twice; all are counted. */
    static final int MOST_LISTED = 1_000;

    private final Map<String, AlertIds> idsBySurvey = new HashMap<>();
    private final List<Ending> endings = new ArrayList<>();
    private final Map<Ending, Integer> numberOf = new HashMap<>();
    private final Map<Ending, Long> counts = new HashMap<>();
    private final List<String> repeated = new ArrayList<>();
    private long records;
    private long sentAgain;
    private long repeats;
    private long nameless;

    /**
     * How an alert ended.
     *
     * @param outcome {@code scored}, {@code skipped}, {@code unscorable} or {@code dead}
     * @param reason the word that it is counted by; empty where the outcome says all
     * @param candidate whether its score reached the threshold
     */
    record Ending(String outcome, String reason, boolean candidate) {
        private static final List<String> WEAKEST_FIRST =
                List.of(Ledger.DEAD, Ledger.SKIPPED, Ledger.UNSCORABLE, Ledger.SCORED);

        boolean isDuplicate() {
            return outcome.equals(Ledger.SKIPPED) && reason.equals(Preparation.DUPLICATE);
        }

        private int strength() {
            return isDuplicate() ? -1 : WEAKEST_FIRST.indexOf(outcome);
        }
    }

    /** A record that tells of an alert. */
    void add(String survey, long sourceId, Ending ending) {
        records++;
        AlertIds ids = idsBySurvey.computeIfAbsent(survey, name -> new AlertIds());
        int known = ids.get(sourceId);
        if (known < 0) {
            ids.put(sourceId, number(ending));
            count(ending, 1);
            return;
        }
        Ending before = endings.get(known);
        noteRepeat(survey, sourceId, before, ending);
        if (ending.strength() > before.strength()) {
            count(before, -1);
            count(ending, 1);
            ids.put(sourceId, number(ending));
        }
    }

    /** A record that tells of an alert whose id nobody could read. */
    void addNameless(Ending ending) {
        records++;
        nameless++;
        count(ending, 1);
    }

    /** One more record of an alert without an id. */
    void addRepeatOfNameless(String name) {
        records++;
        repeats++;
        list(name);
    }

    private void noteRepeat(String survey, long sourceId, Ending before, Ending ending) {
        if (ending.isDuplicate() != before.isDuplicate()) {
            sentAgain++;
        } else {
            repeats++;
            list(survey + " " + sourceId);
        }
    }

    private void list(String name) {
        if (repeated.size() < MOST_LISTED) {
            repeated.add(name);
        }
    }

    private int number(Ending ending) {
        return numberOf.computeIfAbsent(ending, added -> {
            endings.add(added);
            return endings.size() - 1;
        });
    }

    private void count(Ending ending, int more) {
        counts.merge(ending, (long) more, Long::sum);
    }

    NightCounts counts() {
        Map<String, Map<String, Long>> outcomes = new TreeMap<>();
        long candidates = 0;
        for (Map.Entry<Ending, Long> entry : counts.entrySet()) {
            if (entry.getValue() > 0) {
                Ending ending = entry.getKey();
                outcomes.computeIfAbsent(ending.outcome(), outcome -> new TreeMap<>())
                        .merge(ending.reason(), entry.getValue(), Long::sum);
                candidates += ending.candidate() ? entry.getValue() : 0;
            }
        }
        long answered = nameless
                + idsBySurvey.values().stream().mapToLong(AlertIds::size).sum();
        return new NightCounts(answered, outcomes, candidates, records, sentAgain, repeats, repeated);
    }
}

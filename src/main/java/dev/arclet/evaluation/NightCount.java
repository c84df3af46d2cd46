package dev.arclet.evaluation;

import java.util.List;

/**
 * What became of a night's alerts: {@code alerts} is the sum of {@code scored} and of all in the three lists.
 *
 * @param alerts that were read
 * @param scored of them
 * @param skipped as the service would, by reason: duplicates, Solar System, accept rules
 * @param unscorable by reason
 * @param dead by reason: not decodable, or a picture that the worker refused
 * @param inTruth objects, and alerts without one, that the truth table tells of
 * @param inTruthOnly of these, how many met no alert
 * @param found scored objects (alerts, where the model looks at alerts) that the truth table tells of
 */
public record NightCount(
        long alerts,
        long scored,
        List<Reason> skipped,
        List<Reason> unscorable,
        List<Reason> dead,
        long inTruth,
        long inTruthOnly,
        long found) {
    public NightCount {
        skipped = List.copyOf(skipped);
        unscorable = List.copyOf(unscorable);
        dead = List.copyOf(dead);
    }

    /**
     * Alerts that ended for the same reason.
     *
     * @param reason a word
     * @param alerts how many
     */
    public record Reason(String reason, long alerts) {}

    /** Alerts of some reasons together. */
    public static long sum(List<Reason> reasons) {
        return reasons.stream().mapToLong(Reason::alerts).sum();
    }
}

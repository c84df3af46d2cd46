package dev.arclet.stream;

import dev.arclet.alert.Alert;

/**
 * One condition that an alert must not fail to be scored. A quantity that the alert lacks is no failure: what was not measured speaks for
 * no skip.
 *
 * @param reason the word under which an alert that fails is skipped and counted
 * @param condition that is wanted
 */
public record AcceptRule(String reason, Condition condition) {

    /**
     * Reads a rule as one writes it.
     *
     * @throws IllegalArgumentException if {@code condition} is not {@code QUANTITY COMPARISON NUMBER}
     */
    public static AcceptRule parse(String reason, String condition) {
        return new AcceptRule(reason, Condition.parse(condition));
    }

    /** Whether the alert passes. */
    public boolean accepts(Alert alert) {
        return !condition.isFailedBy(alert);
    }

    /** The skip reason of an alert that fails, with the value: {@code faint: snr is 3.2, wanted >= 5}. */
    String explain(Alert alert) {
        return reason + ": " + condition.explain(alert);
    }
}

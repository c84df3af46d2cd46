package dev.arclet.chaos;

import dev.arclet.stream.StreamSettings.Guarantee;

/**
 * What one fault did under one guarantee.
 *
 * @param toll of the alerts that were sent from the fault's beginning until it was mended
 * @param ends how often an instance ended by itself and was started again
 * @param catchUpMillis from when the fault was mended until all those alerts had ended
 */
record Trial(Guarantee guarantee, Fault fault, Toll toll, int ends, long catchUpMillis) {
    /** Whether the guarantee was kept. */
    boolean isKept() {
        return toll.isClean(guarantee == Guarantee.AT_LEAST_ONCE);
    }

    /** For the terminal. */
    String line() {
        return "%s under %s: %s, restarts %d, caught up after %d ms%s"
                .formatted(
                        fault.word(),
                        guarantee.kafkaName(),
                        toll,
                        ends,
                        catchUpMillis,
                        isKept() ? "" : "  <-- NOT KEPT");
    }
}

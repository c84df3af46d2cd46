package dev.arclet.stream;

import java.util.Optional;

/** Ends an alert as a dead letter: Kafka Streams' handler writes the record that is being processed to the dead-letter topic. */
final class DeadAlertException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final transient Optional<AlertName> alert;

    /**
     * Of a packet that can't be read.
     *
     * @param reason the word that such ends are counted by
     * @param cause what is wrong with which part
     */
    DeadAlertException(String reason, Exception cause) {
        this(reason, cause, Optional.empty());
    }

    /** Of an alert that could be read as far as its name. */
    DeadAlertException(String reason, Exception cause, AlertName alert) {
        this(reason, cause, Optional.of(alert));
    }

    private DeadAlertException(String reason, Exception cause, Optional<AlertName> alert) {
        super(cause.getMessage(), cause);
        this.reason = reason;
        this.alert = alert;
    }

    String reason() {
        return reason;
    }

    /** Which alert it is, where that much could be read. */
    Optional<AlertName> alert() {
        return alert;
    }
}

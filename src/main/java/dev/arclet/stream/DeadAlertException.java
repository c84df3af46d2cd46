package dev.arclet.stream;

/** Ends an alert as a dead letter: Kafka Streams' handler writes the record that is being processed to the dead-letter topic. */
final class DeadAlertException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * @param reason the word that such ends are counted by
     * @param message what is wrong with which part
     */
    DeadAlertException(String reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}

package dev.arclet.stream;

/** Ends an alert as a dead letter: Kafka Streams' handler writes the record that is being processed to the dead-letter topic. */
final class DeadAlertException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeadAlertException(String message, Throwable cause) {
        super(message, cause);
    }
}

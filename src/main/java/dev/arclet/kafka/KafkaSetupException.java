package dev.arclet.kafka;

/**
 * Kafka can't be used as asked. The message is one line for the person who runs Arclet: it names the thing, its value
 * and the way out, and holds no secrets; the cause is for a log.
 */
public final class KafkaSetupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KafkaSetupException(String message) {
        super(message);
    }

    KafkaSetupException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The innermost reason that has words, for messages that end in what Kafka or the system said. */
    static String reason(Throwable error) {
        String reason = error.toString();
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
                reason = cause.getMessage();
            }
        }
        return reason.lines().findFirst().orElse(reason);
    }
}

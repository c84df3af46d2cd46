package dev.arclet.stream;

/**
 * The road can't go on and skipping the alert would lose it: no worker, no schema registry. It ends the stream thread, so that
 * nothing is committed and the alerts wait in Kafka; it is never turned into a dead letter.
 */
public final class BlockedRoadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the underlying failure, which may be null. */
    public BlockedRoadException(String message, Throwable cause) {
        super(message, cause);
    }
}

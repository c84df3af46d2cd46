package dev.arclet.scoring;

/**
 * A worker was not there: nobody listened, the connection broke, or the answer did not come in time. That says nothing about the
 * pictures of the batch, which another worker may well score together.
 */
public final class WorkerUnreachableException extends WorkerException {
    private static final long serialVersionUID = 1L;

    public WorkerUnreachableException(String message) {
        super(message);
    }

    public WorkerUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}

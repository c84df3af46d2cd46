package dev.arclet.scoring;

/**
 * A worker was not there: nobody listened, the connection broke, or the answer did not come in time. That says nothing about the
 * pictures of the batch, which another worker may well score together.
 */
public final class WorkerUnreachableException extends WorkerException {
    private static final long serialVersionUID = 2L;

    public WorkerUnreachableException(String message) {
        super(FailureCause.UNREACHABLE, message);
    }

    public WorkerUnreachableException(String message, Throwable cause) {
        super(FailureCause.UNREACHABLE, message, cause);
    }

    private WorkerUnreachableException(FailureCause failure, String message, Throwable cause) {
        super(failure, message, cause);
    }

    /** The answer did not come in time. */
    public static WorkerUnreachableException timedOut(String message, Throwable cause) {
        return new WorkerUnreachableException(FailureCause.TIMEOUT, message, cause);
    }
}

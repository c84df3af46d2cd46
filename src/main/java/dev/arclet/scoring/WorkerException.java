package dev.arclet.scoring;

/** A worker did not score a batch. The message says what happened, without the worker's name, which the pool adds. */
public class WorkerException extends Exception {
    private static final long serialVersionUID = 2L;

    private final FailureCause failure;

    /** Of a kind that has no name of its own. */
    public WorkerException(String message) {
        this(FailureCause.ERROR, message);
    }

    /** Of a kind that has no name of its own. */
    public WorkerException(String message, Throwable cause) {
        this(FailureCause.ERROR, message, cause);
    }

    /** @param failure under which the pool counts it */
    public WorkerException(FailureCause failure, String message) {
        super(message);
        this.failure = failure;
    }

    /** @param failure under which the pool counts it */
    public WorkerException(FailureCause failure, String message, Throwable cause) {
        super(message, cause);
        this.failure = failure;
    }

    /** Under what the pool counts it. */
    public final FailureCause failure() {
        return failure;
    }
}

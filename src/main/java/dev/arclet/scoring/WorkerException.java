package dev.arclet.scoring;

/** A worker did not score a batch. The message says what happened, without the worker's name, which the pool adds. */
public class WorkerException extends Exception {
    private static final long serialVersionUID = 1L;

    public WorkerException(String message) {
        super(message);
    }

    public WorkerException(String message, Throwable cause) {
        super(message, cause);
    }
}

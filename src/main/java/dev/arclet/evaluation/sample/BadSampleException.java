package dev.arclet.evaluation.sample;

/** A sample that can't be evaluated as it is; the message names the file, what is wrong with it, and the way out. */
public final class BadSampleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With nothing behind it. */
    public BadSampleException(String message) {
        super(message);
    }

    /** With what is behind it. */
    public BadSampleException(String message, Throwable cause) {
        super(message, cause);
    }
}

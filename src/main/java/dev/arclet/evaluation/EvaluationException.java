package dev.arclet.evaluation;

/** An evaluation that can't go on. */
public final class EvaluationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what is behind it; may be null. */
    public EvaluationException(String message, Throwable cause) {
        super(message, cause);
    }
}

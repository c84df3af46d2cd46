package dev.arclet.compare;

/** A pair of model and worker that can't be measured; the message says why. */
public final class TrialException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With what is behind it; may be null. */
    public TrialException(String message, Throwable cause) {
        super(message, cause);
    }
}

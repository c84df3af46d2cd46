package dev.arclet.picture;

/** A cutout whose bytes can't be read as an image; its message says which part is wrong. */
public final class UnreadableStampException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Without an underlying failure. */
    public UnreadableStampException(String message) {
        super(message);
    }

    /** With the underlying failure. */
    public UnreadableStampException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.arclet.stream;

/** A stream must not start as things are, for alerts or what is known of objects would be lost; the message says why and what to do. */
public final class StartRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what is wrong, and the way out. */
    public StartRefusedException(String message) {
        super(message);
    }
}

package dev.arclet.web.http;

/** A call that asks for what cannot be; answered by status 400 with the message, which says what may be asked for. */
public final class BadCallException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With what is wrong and the way out. */
    public BadCallException(String message) {
        super(message);
    }
}

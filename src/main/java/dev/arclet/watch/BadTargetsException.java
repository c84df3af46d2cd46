package dev.arclet.watch;

/** A table that can't be used as a watch-list; the message names the file, what is wrong with it, and the way out. */
public final class BadTargetsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadTargetsException(String message) {
        super(message);
    }

    BadTargetsException(String message, Throwable cause) {
        super(message, cause);
    }
}

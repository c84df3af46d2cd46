package dev.arclet.cli;

/** Something that the person at the terminal can put right; its message is all that they need to see. */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what is behind it, for {@code --debug}; may be null. */
    public UserError(String message, Throwable cause) {
        super(message, cause);
    }

    /** With nothing behind it. */
    public UserError(String message) {
        super(message);
    }
}

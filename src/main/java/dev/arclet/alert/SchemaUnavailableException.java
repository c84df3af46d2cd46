package dev.arclet.alert;

/** A schema can't be looked up at the moment; the alert that needs it is not at fault and should be tried again. */
public final class SchemaUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With the underlying failure, which may be null. */
    public SchemaUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Without an underlying failure. */
    public SchemaUnavailableException(String message) {
        this(message, null);
    }
}

package dev.arclet.alert;

/** A packet that can't be read as an alert of any known survey; its message says what is wrong with which part. */
public final class UndecodableAlertException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why, as a word that counts can be grouped by. */
    public enum Cause {
        /** Neither a wire message nor an Avro container. */
        FRAMING,
        /** Larger than the bound, or a length inside it is. */
        TOO_LARGE,
        /** No schema source knows the id. */
        UNKNOWN_SCHEMA,
        /** No survey profile recognises the schema. */
        UNKNOWN_SURVEY,
        /** The schema is one of a survey's, but lacks a field that its profile needs, or has it with a type that can't be that. */
        UNFIT_SCHEMA,
        /** The bytes do not fit their schema. */
        CORRUPT,
        /** A value that an alert can't do without is null or out of range. */
        MISSING_VALUE
    }

    private final Cause reason;

    /** With the underlying failure, which may be null. */
    public UndecodableAlertException(Cause reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Without an underlying failure. */
    public UndecodableAlertException(Cause reason, String message) {
        this(reason, message, null);
    }

    /** The group that this failure belongs to. */
    public Cause reason() {
        return reason;
    }
}

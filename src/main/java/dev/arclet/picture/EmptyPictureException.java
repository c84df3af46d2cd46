package dev.arclet.picture;

/** Stamps that were read, but have nothing to look at where the model looks; its message says why. */
public final class EmptyPictureException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says what is missing. */
    public EmptyPictureException(String message) {
        super(message);
    }
}

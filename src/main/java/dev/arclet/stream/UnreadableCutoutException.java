package dev.arclet.stream;

import dev.arclet.picture.UnreadableStampException;

/** An alert that was read, but for a cutout that is no image; the message names both. */
public final class UnreadableCutoutException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient AlertName alert;

    UnreadableCutoutException(AlertName alert, String message, UnreadableStampException cause) {
        super(message, cause);
        this.alert = alert;
    }

    /** Which alert it is. */
    public AlertName alert() {
        return alert;
    }
}

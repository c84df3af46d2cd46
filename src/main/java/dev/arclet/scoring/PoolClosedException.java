package dev.arclet.scoring;

/** The pool was closed before this picture had its score. The picture is not at fault and can be given to another pool. */
public final class PoolClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PoolClosedException(String message) {
        super(message);
    }
}

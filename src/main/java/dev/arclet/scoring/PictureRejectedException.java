package dev.arclet.scoring;

/**
 * One picture could not be scored although the workers are well: it failed alone, again and again, each time on a worker that scored
 * another real picture right after. Its alert is unscorable.
 */
public final class PictureRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PictureRejectedException(String message) {
        super(message);
    }
}

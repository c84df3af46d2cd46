package dev.arclet.scoring;

/**
 * A worker answered, but not about the pictures: it is busy, does not let this caller in, or serves another model by now. So that is
 * never counted against a picture, and the batch may be given whole to another worker, or to this one after a pause.
 */
public final class WorkerDeclinedException extends WorkerException {
    private static final long serialVersionUID = 2L;

    private final boolean passing;

    private WorkerDeclinedException(FailureCause failure, String message, boolean passing, Throwable cause) {
        super(failure, message, cause);
        this.passing = passing;
    }

    /** Declined for a moment; it will pass by itself. */
    public static WorkerDeclinedException busy(String message, Throwable cause) {
        return new WorkerDeclinedException(FailureCause.BUSY, message, true, cause);
    }

    /** Declined until somebody changes something, here or there. */
    public static WorkerDeclinedException refusal(String message, Throwable cause) {
        return new WorkerDeclinedException(FailureCause.REFUSED, message, false, cause);
    }

    /** Declined until somebody changes something, here or there. */
    public static WorkerDeclinedException refusal(String message) {
        return refusal(message, null);
    }

    /** Not usable until somebody changes something, because of what it answers. */
    public static WorkerDeclinedException useless(FailureCause failure, String message, Throwable cause) {
        return new WorkerDeclinedException(failure, message, false, cause);
    }

    /** Whether it will pass by itself. */
    public boolean isPassing() {
        return passing;
    }
}

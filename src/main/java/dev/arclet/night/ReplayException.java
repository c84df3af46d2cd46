package dev.arclet.night;

/** A replay that could not go on; its message names the topic and the cause. */
public final class ReplayException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ReplayReport report;

    /** With how far it got. */
    public ReplayException(String message, ReplayReport report, Throwable cause) {
        super(message, cause);
        this.report = report;
    }

    /** How far it got. */
    public ReplayReport report() {
        return report;
    }
}

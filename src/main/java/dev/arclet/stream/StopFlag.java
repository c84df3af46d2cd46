package dev.arclet.stream;

/** Tells stream threads that wait for something outside (a schema, a worker) that the stream is being stopped. */
public final class StopFlag {
    private volatile boolean raised;

    /** From now on nobody waits any more. */
    public void raise() {
        raised = true;
    }

    /** Whether the stream is being stopped. */
    public boolean isRaised() {
        return raised;
    }
}

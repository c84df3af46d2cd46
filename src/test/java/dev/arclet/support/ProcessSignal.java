package dev.arclet.support;

import java.io.IOException;

/** Signals that Java has no method for. */
public enum ProcessSignal {
    /** It stands still until {@link #CONT}, and does not know of it. */
    STOP,
    CONT;

    /** Sends it to a process that is there. */
    public void send(long pid) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name(), Long.toString(pid))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("kill -" + name() + " of process " + pid + " ends with " + code);
        }
    }
}

package dev.arclet.night;

import java.time.Duration;

/** Hears how a replay goes on, on the replaying thread. */
public interface ReplayListener {

    /** After each packet. */
    void sent(ReplayReport soFar);

    /** While the night's own timing asks for a pause, at its start and every second: so much of it is left. */
    void waiting(Duration left, ReplayReport soFar);

    /** Hears nothing. */
    static ReplayListener none() {
        return new ReplayListener() {
            @Override
            public void sent(ReplayReport soFar) {}

            @Override
            public void waiting(Duration left, ReplayReport soFar) {}
        };
    }
}

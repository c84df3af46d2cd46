package dev.arclet.stream;

import java.time.Duration;

/** The clock was set back so far that Kafka's clients, who go by it, would stand still. */
final class ClockSetBackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClockSetBackException(Duration step) {
        super(
                ("the machine's clock was set back by %d s, and Kafka's heartbeats and commits go by it and would stand still that long;"
                                + " start Arclet again, it goes on where it was, and let a time service keep the clock (chrony, systemd-timesyncd)")
                        .formatted(step.toSeconds()));
    }
}

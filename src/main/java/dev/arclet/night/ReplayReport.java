package dev.arclet.night;

import java.time.Duration;

/**
 * How a replay went.
 *
 * @param packets given to the producer
 * @param bytes in them
 * @param failed packets of these that did not reach the topic
 * @param untimed packets of these that had no time of their own, because they don't decode or don't say; sent at once
 * @param took from the first packet to the last one's acknowledgement
 * @param furthestBehind most that a packet was sent later than its night's timing asked for
 */
public record ReplayReport(
        long packets, long bytes, long failed, long untimed, Duration took, Duration furthestBehind) {
    private static final double NANOS_A_SECOND = 1e9;

    /** Packets a second; 0 before time has passed. */
    public double rate() {
        double seconds = took.toNanos() / NANOS_A_SECOND;
        return seconds > 0 ? packets / seconds : 0;
    }
}

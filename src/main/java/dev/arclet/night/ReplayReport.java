package dev.arclet.night;

import java.time.Duration;
import java.util.Optional;

/**
 * How a replay went.
 *
 * @param packets given to the producer
 * @param bytes in them
 * @param failed packets of these that did not reach the topic
 * @param untimed packets of these that had no time of their own, because they don't decode or don't say; sent at once
 * @param took from the first packet to the last one's acknowledgement
 * @param planned how long the pace that was asked for takes; empty where there was none
 * @param furthestBehind most that the pace was missed by: a visit that began later than it was due, or the topic's last acknowledgement
 *     that came after the next visit would have been due
 * @param missed what the files hold and was not sent
 */
public record ReplayReport(
        long packets,
        long bytes,
        long failed,
        long untimed,
        Duration took,
        Optional<Duration> planned,
        Duration furthestBehind,
        NightInput.Missed missed) {
    private static final double NANOS_A_SECOND = 1e9;

    /** Packets a second; 0 before time has passed. */
    public double rate() {
        double seconds = took.toNanos() / NANOS_A_SECOND;
        return seconds > 0 ? packets / seconds : 0;
    }
}

package dev.arclet.night;

import java.util.OptionalLong;

/** So many packets a second, each at its own time, whatever they hold. For one thread. */
final class SteadySchedule implements Timetable {
    private static final double NANOS_A_SECOND = 1e9;

    private final double perSecond;
    private final long startNanos;
    private long packets;

    SteadySchedule(double perSecond, long startNanos) {
        this.perSecond = perSecond;
        this.startNanos = startNanos;
    }

    @Override
    public OptionalLong due(DatedPacket packet) {
        long due = end();
        packets++;
        return OptionalLong.of(due);
    }

    /** Counted from the start, so that no rounding adds up. */
    @Override
    public long end() {
        return startNanos + Math.round(packets * NANOS_A_SECOND / perSecond);
    }
}

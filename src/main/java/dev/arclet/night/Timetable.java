package dev.arclet.night;

import java.util.OptionalLong;

/** When each packet of a replay is due. For one thread. */
interface Timetable {

    /** When a packet is due, on the replay's clock, never earlier than the one before it; nothing for one without a time of its own. */
    OptionalLong due(DatedPacket packet);

    /** When a packet after the latest one would be due: by then the replay should be through with it. */
    long end();

    /** The timetable of a pace. */
    static Timetable of(Pace pace, long startNanos) {
        if (pace instanceof Pace.Steady steady) {
            return new SteadySchedule(steady.perSecond(), startNanos);
        }
        Pace.OfTheNight night = (Pace.OfTheNight) pace;
        return new ReplaySchedule(
                night.speed(),
                startNanos,
                night.longestGap().map(gap -> gap.toNanos() / 86_400e9).orElse(Double.POSITIVE_INFINITY));
    }
}

package dev.arclet.night;

import java.util.OptionalLong;

/**
 * When each alert of a replay is due. The first one is due at the start, each later one as long after it as its exposure came after
 * the first one's, divided by the speed. Alerts of one visit are due together, as the telescope's pipeline sends them.
 *
 * <p>Alerts come in the order of the input: one whose exposure was a little earlier than one before it is due at once. A step
 * back of more than an hour means that the input goes on with another night, and time counts from there. For one thread.
 */
final class ReplaySchedule implements Timetable {
    private static final double NANOS_A_DAY = 86_400e9;
    private static final double ANOTHER_NIGHT_DAYS = 1 / 24.0;
    /** No two exposures are closer; a visit number that comes again later is another lap's. */
    private static final double ONE_VISIT_DAYS = 20 / 86_400.0;

    /** LSST's cadence, until the input shows its own. */
    static final double USUAL_GAP_DAYS = 37 / 86_400.0;

    private final double speed;
    private final double longestGapDays;
    private boolean started;
    private long visit;
    private double anchorMjd;
    private double latestMjd;
    private long anchorNanos;
    private long dueNanos;
    private long gapNanos;

    /**
     * @param startNanos when the first alert is due, on the replay's clock
     * @param longestGapDays gaps between exposures that are longer are shortened to this, in days of the input's time
     */
    ReplaySchedule(ReplaySpeed speed, long startNanos, double longestGapDays) {
        this.speed = speed.factor();
        this.longestGapDays = longestGapDays;
        this.anchorNanos = startNanos;
        this.dueNanos = startNanos;
        this.gapNanos = nanos(USUAL_GAP_DAYS);
    }

    @Override
    public OptionalLong due(DatedPacket packet) {
        double mjd = packet.mjd();
        return Double.isNaN(mjd) ? OptionalLong.empty() : OptionalLong.of(due(mjd, packet.visit()));
    }

    /** When an alert is due, on the replay's clock; never earlier than the alert before it. */
    long due(double mjd, long itsVisit) {
        boolean sameVisit = started && itsVisit != 0 && itsVisit == visit && Math.abs(mjd - latestMjd) < ONE_VISIT_DAYS;
        if (Double.isNaN(mjd) || sameVisit) {
            return dueNanos;
        }
        visit = itsVisit;
        if (!started || mjd < latestMjd - ANOTHER_NIGHT_DAYS) {
            anchorAt(mjd, dueNanos);
        } else if (mjd - latestMjd > longestGapDays) {
            anchorAt(mjd, dueNanos + nanos(longestGapDays));
        }
        latestMjd = Math.max(latestMjd, mjd);
        long due = Math.max(dueNanos, anchorNanos + nanos(mjd - anchorMjd));
        gapNanos = due > dueNanos ? due - dueNanos : gapNanos;
        dueNanos = due;
        return dueNanos;
    }

    /** As long after the latest visit as that came after the one before it. */
    @Override
    public long end() {
        return dueNanos + gapNanos;
    }

    private void anchorAt(double mjd, long nanos) {
        started = true;
        anchorMjd = mjd;
        latestMjd = mjd;
        anchorNanos = nanos;
    }

    private long nanos(double days) {
        return Math.round(days * NANOS_A_DAY / speed);
    }
}

package dev.arclet.sky;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * What a simulated night holds. The telescope takes all fields in one filter, then all again in the next, so an
 * object is seen in i, r, g and z in turn; a visit comes every 37 s.
 *
 * @param seed of everything
 * @param visits exposures in the night
 * @param alertsPerVisit alerts of each
 * @param lensShare share of the persistent objects that are lenses, 0 to 1
 * @param slim whether cutouts leave out their variance and point-spread function, and alerts their detections of earlier nights, so
 *     that a packet has 30 kB, not 110 to 150
 */
public record NightPlan(long seed, int visits, int alertsPerVisit, double lensShare, boolean slim) {
    /** Seconds from one visit to the next. */
    static final double CADENCE_SECONDS = 37;

    static final List<LsstBand> FILTERS = List.of(LsstBand.I, LsstBand.R, LsstBand.G, LsstBand.Z);

    /** Start of the night, MJD in TAI days: nine in the evening in Chile. */
    static final double START_MJD = 61_368.0;

    /** The day on which the night begins. */
    static final LocalDate EVENING = LocalDate.of(2026, 11, 23);

    /** Rubin's visit numbers have room for so many. */
    static final long VISITS_A_NIGHT = 100_000;

    public NightPlan {
        if (visits < 1 || visits > 2_000) {
            throw new IllegalArgumentException("a night has " + visits + " visits; give 1 to 2000");
        }
        if (alertsPerVisit < 1 || alertsPerVisit > 50_000) {
            throw new IllegalArgumentException("a visit has " + alertsPerVisit + " alerts; give 1 to 50000");
        }
        if (!(lensShare >= 0 && lensShare <= 1)) {
            throw new IllegalArgumentException("share of lenses is " + lensShare + "; give 0 to 1");
        }
    }

    /** A small night for showing: slim packets, one object in ten a lens. */
    public static NightPlan demo(long seed, int visits, int alertsPerVisit) {
        return new NightPlan(seed, visits, alertsPerVisit, 0.1, true);
    }

    /** Alerts in all. */
    public long alerts() {
        return (long) visits * alertsPerVisit;
    }

    /** Different fields of the sky: as many as let each be seen in all filters, where the night is long enough. */
    int fields() {
        return (visits + FILTERS.size() - 1) / FILTERS.size();
    }

    int field(int visit) {
        return visit % fields();
    }

    LsstBand band(int visit) {
        return FILTERS.get(visit / fields() % FILTERS.size());
    }

    /** Middle of a visit's exposure, MJD in TAI days. */
    double midpointMjd(int visit) {
        return START_MJD + (visit * CADENCE_SECONDS + 15) / 86_400;
    }

    /** Rubin's visit number: date and running number. */
    long visitNumber(int visit) {
        return visitNumber(EVENING, visit);
    }

    /** The same on any night. */
    static long visitNumber(LocalDate evening, int visit) {
        return Long.parseLong(evening.format(DateTimeFormatter.BASIC_ISO_DATE)) * VISITS_A_NIGHT + visit + 1;
    }
}

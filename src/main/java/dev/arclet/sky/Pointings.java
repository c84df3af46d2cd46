package dev.arclet.sky;

import dev.arclet.alert.SkyPosition;
import dev.arclet.alert.TimeScale;

/**
 * Where the telescope points: neighbouring fields in strips along declination, one strip after another from west to east, as the sky
 * turns; about the zenith of Cerro Pachon, so that every pass through the filters sees them high up. Immutable.
 */
final class Pointings {
    /** Degrees. */
    static final double LATITUDE = -30.2444;

    private static final double LONGITUDE_EAST = -70.7494;
    /** A little less than the 3.5 degrees that a visit shows. */
    private static final double SPACING = 3.0;

    private static final long DITHERS = 0x444954484552L;

    private final int strips;
    private final int fieldsAStrip;
    private final double middleRa;
    private final double middleDec;

    /** For one night. */
    Pointings(NightPlan plan) {
        fieldsAStrip = (int) Math.ceil(Math.sqrt(plan.fields()));
        strips = (plan.fields() + fieldsAStrip - 1) / fieldsAStrip;
        Draw dither = Draw.of(plan.seed(), DITHERS, 0);
        double middleMjd = (plan.midpointMjd(0) + plan.midpointMjd(plan.visits() - 1)) / 2;
        middleRa = siderealDegrees(middleMjd) + dither.uniform(-SPACING / 2, SPACING / 2);
        middleDec = LATITUDE + dither.uniform(-SPACING / 2, SPACING / 2);
    }

    /** Centre of a field. */
    SkyPosition centre(int field) {
        int strip = field / fieldsAStrip;
        int along = field % fieldsAStrip;
        // Up one strip and down the next: the telescope turns no further than to a neighbour.
        int row = strip % 2 == 0 ? along : fieldsAStrip - 1 - along;
        double dec = middleDec + (row - (fieldsAStrip - 1) / 2.0) * SPACING;
        double ra = middleRa + (strip - (strips - 1) / 2.0) * SPACING / Math.cos(Math.toRadians(dec));
        return new SkyPosition(((ra % 360) + 360) % 360, dec);
    }

    /** Local sidereal time as an angle, to some arcminutes (Astronomical Almanac, GMST; UT1 taken as UTC). */
    static double siderealDegrees(double mjdTai) {
        double days = mjdTai - TimeScale.TAI_MINUS_UTC / 86_400 - 51_544.5;
        double angle = 280.46062 + 360.98564737 * days + LONGITUDE_EAST;
        return ((angle % 360) + 360) % 360;
    }
}

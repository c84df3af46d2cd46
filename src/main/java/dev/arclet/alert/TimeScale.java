package dev.arclet.alert;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How a survey writes a moment. Between them all: MJD = JD - 2400000.5, MJD 40587 is the Unix epoch, and TAI runs ahead of UTC by
 * {@value #TAI_MINUS_UTC} s since 2017, before which none of the surveys that Arclet reads sent alerts
 * (<a href="https://hpiers.obspm.fr/iers/bul/bulc/UTC-TAI.history">IERS</a>).
 */
public enum TimeScale {
    /** Modified Julian date, TAI, days. */
    MJD_TAI,
    /** Modified Julian date, UTC, days. */
    MJD_UTC,
    /** Julian date, TAI, days. */
    JD_TAI,
    /** Julian date, UTC, days. */
    JD_UTC,
    /** Seconds since 1970-01-01 UTC. */
    UNIX_SECONDS,
    /** Milliseconds since 1970-01-01 UTC. */
    UNIX_MILLIS,
    /** Microseconds since 1970-01-01 UTC. */
    UNIX_MICROS;

    /** Seconds that TAI is ahead of UTC. */
    public static final double TAI_MINUS_UTC = 37;

    private static final double SECONDS_A_DAY = 86_400;
    private static final double MJD_OF_UNIX_EPOCH = 40_587;
    private static final double JD_MINUS_MJD = 2_400_000.5;

    /** The moment as MJD in TAI days; NaN stays NaN. */
    public double toMjdTai(double value) {
        return switch (this) {
            case MJD_TAI -> value;
            case MJD_UTC -> value + TAI_MINUS_UTC / SECONDS_A_DAY;
            case JD_TAI -> value - JD_MINUS_MJD;
            case JD_UTC -> value - JD_MINUS_MJD + TAI_MINUS_UTC / SECONDS_A_DAY;
            case UNIX_SECONDS -> fromUnixSeconds(value);
            case UNIX_MILLIS -> fromUnixSeconds(value / 1e3);
            case UNIX_MICROS -> fromUnixSeconds(value / 1e6);
        };
    }

    private static double fromUnixSeconds(double seconds) {
        return MJD_OF_UNIX_EPOCH + (seconds + TAI_MINUS_UTC) / SECONDS_A_DAY;
    }

    /** As profiles write it: {@code mjd-tai}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The scale that a profile writes so. */
    public static Optional<TimeScale> ofText(String text) {
        return Arrays.stream(values()).filter(s -> s.text().equals(text)).findFirst();
    }
}
